#pragma once

#include <cstddef>
#include <memory>

#include "07_threads/circle.hpp"
#include "07_threads/mailbox.hpp"

namespace unroll {

/// How long a job of a pool is expected to take. Slow ones never take the last worker: however many they are,
/// quick ones are served. Apart from that who came first goes first, so that neither starves the other. (A
/// pool of one worker has none to spare; there the lanes are one.)
enum class Lane { quick, slow };

/// Threads for work that blocks. How many is the caller's to say: for jobs that wait, as many as are to wait
/// at once (that has nothing to do with the number of cores); for jobs that compute, one a core. Threads are
/// started when there is a job for them, and live as long as the pool. The queue is bounded: who offers more
/// than is done is told, instead of the memory. Ownership: owns its threads, and the jobs in the queue.
/// Lifetime: share one; making a pool for each job is a thread for each job. Destroyed, it abandons what is
/// queued, and waits for what runs: on the loop's thread that would stop the loop, so close it first
/// (`co_await pool.drain(home)`). A pool whose jobs wait for a loop (`run_on_and_wait`) is made before the
/// loop's mailbox: that dies first then, and lets them go. Threads: any, but for what says otherwise. Errors:
/// a job must not throw (`call_on` brings errors home); one that does ends the program.
class Pool {
 public:
  /// At most `workers` threads, and at most `room` jobs that wait. Errors: std::invalid_argument for no
  /// workers.
  explicit Pool(std::size_t workers, std::size_t room = 1024);
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();

  /// False if there is no room or the pool is closed: the job is destroyed here and now. Needs: `job` is not
  /// empty, and does not throw. Errors: std::system_error if the first thread cannot be started. Cost: a
  /// lock, and a thread if all are busy and there may be one more.
  bool post(Job job, Lane lane = Lane::quick, Site site = {});

  /// Takes no more jobs; those in the queue are still run. Ready when the last worker has ended. Destroying
  /// the future changes nothing of that. Threads: of `home`.
  Future<void> drain(Mailbox& home);

  /// The same, but what is in the queue is destroyed unrun, here and now.
  Future<void> abandon(Mailbox& home);

  /// As `drain`, and blocks until then. Errors: WrongThread on a thread of this pool, which would wait for
  /// itself.
  void drain_and_wait();

  /// Whether the calling thread is one of this pool's.
  bool is_here() const;

  /// Which worker the calling thread is, of whatever pool; no pool if it is none. Cost: a lock.
  static Worker worker_here();

  /// To tell pools apart, and for nothing else.
  const void* id() const { return crew_.get(); }

  // Answers that may be old when they are there.
  std::size_t workers() const;  ///< threads that were started and have not ended
  std::size_t waiting() const;  ///< jobs in the queue

 private:
  class Crew;
  Future<void> close(Mailbox& home, bool abandon);
  std::shared_ptr<Crew> crew_;
};

static_assert(Executor<Pool>);

}  // namespace unroll
