#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "06_io/process.hpp"
#include "07_threads/semaphore.hpp"

namespace unroll {

/// A worker process ended, or talked nonsense, before it had answered. `what` says how it ended.
class WorkerDied : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A worker process could not do a job, and lives on. `what` is what it says.
class JobFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Processes for work that must not share memory: it may crash, it may leak, it may hang; and it can be
/// stopped, which a thread cannot. A job is bytes, its answer is bytes (see `answer_jobs`). At most `workers`
/// processes run at once; each is started when there is a job for it, and does one after the other. One that
/// dies fails its job alone, and is replaced when there is work again. Ownership: owns the processes;
/// destroyed, it kills them and waits until they are gone. Lifetime: dies before its poller; its tasks go
/// before it. Threads: the loop's. Cost: a small job is three system calls here (one asks whether the worker
/// lives and is silent) and two there, and the loop's wait; a process that is started costs as much as
/// thousands.
class ProcessPool {
 public:
  /// Errors: std::invalid_argument for no workers.
  ProcessPool(Poller& poller, Command worker, std::size_t workers);
  ProcessPool(const ProcessPool&) = delete;
  ProcessPool& operator=(const ProcessPool&) = delete;

  /// What a worker answers. First come, first served. Destroying the task, by a time limit for example, kills
  /// the worker that is at it.
  /// Errors: WorkerDied (a second later, if a child of it that has left its group still holds its output),
  /// JobFailed; std::system_error if no process can be started; std::length_error for an answer of more than
  /// `at_most` bytes.
  Task<std::string> run(std::string job, std::size_t at_most = std::size_t{64} * 1024 * 1024);

  /// Processes that run and have no job.
  std::size_t idle() const { return idle_.size(); }

 private:
  std::unique_ptr<Process> take();

  Poller& poller_;
  Command worker_;
  Semaphore free_;
  std::vector<std::unique_ptr<Process>> idle_;
  std::uint64_t jobs_ = 0;
};

/// The other side, `main` of a worker: answers jobs until there are no more, then returns the exit status.
/// What `answer` throws is the answer too (JobFailed). What it prints goes to standard error, for standard
/// output carries the answers; and there is nothing to read on standard input, which carries the jobs. On the
/// wire: a mark (`?` a job, `=` an answer, `!` an error), the job's number, a space, the number of bytes, a
/// newline, the bytes. An answer has the number of its job: one that comes too late is nobody else's. 0 at
/// the end of the jobs; 1 if nobody takes the answers. (Only where SIGPIPE is ignored: a pool starts its
/// workers with that not ignored, and it ends them.) Errors: std::runtime_error if what comes is no job;
/// std::system_error.
int answer_jobs(const std::function<std::string(std::string)>& answer);

}  // namespace unroll
