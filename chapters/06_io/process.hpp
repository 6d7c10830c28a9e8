#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "06_io/stream.hpp"

namespace unroll {

/// How a process has ended: by itself with a status, or by a signal.
struct Exit {
  int status = 0;  ///< what it returned; 0 too if a signal ended it
  int signal = 0;  ///< 0: it ended by itself

  /// It ended by itself, with status 0.
  bool ok() const { return status == 0 && signal == 0; }
  std::string text() const;  ///< "exit status 1", "killed by signal 9 (Killed)"
};

/// What is to be started.
struct Command {
  std::vector<std::string> words;           ///< the program, looked for along PATH, and its arguments
  std::string folder = {};                  ///< where it is to run; empty: here
  std::vector<std::string> variables = {};  ///< NAME=value, beside or instead of those of this process
  bool shares_errors = false;               ///< its standard error is ours; the stream is at its end
};

/// A program that runs beside this one, in a process group of its own; its input, output and errors are
/// streams. Ownership: owns the process and its group: destroyed, it kills the process and what is left of
/// the group, and waits until the process is gone. (A child of it that has left the group, as a daemon does,
/// is out of reach.) Lifetime: as a Stream. Threads: the loop's. Errors: std::system_error that names the
/// program, or the folder; one that is not there is told at once. It is waited for through a pidfd and not by
/// a handler of SIGCHLD, so nobody else's children are touched. Only: where SIGCHLD is ignored, as whoever
/// started this program may have left it, that ends for the whole program with the first Process, for then
/// the kernel would forget who has ended. (A handler stays.) Needs: nobody waits for any child there is
/// (`wait`, `waitpid(-1, …)`). Cost: some twenty system calls, and the loop stands still until the program
/// has begun.
class Process {
 public:
  /// Starts it, without a shell. Errors: as above; std::invalid_argument for a command without words.
  Process(Poller& poller, const Command& command);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  Stream input;   ///< shut it down, and the process reads the end
  Stream output;  ///< its standard output
  Stream errors;  ///< its standard error

  /// How it ended. What it has written stays readable. Read it meanwhile: a process whose output nobody reads
  /// waits, at 64 KiB, for ever. Destroying this task ends the wait, not the process. One who waits at a
  /// time. Needs: this outlives the await. Errors: std::system_error; std::logic_error for a second one.
  Task<Exit> wait();

  /// Sends a signal to all of the group. Nothing happens if it has ended. Errors: std::system_error.
  void signal_group(int signal);

  /// Its number and its group's. Nobody else gets that as long as this lives, also when it has ended.
  pid_t pid() const { return child_.pid(); }

  /// To be watched: readable once it has ended. Stays this one's to close.
  int pidfd() const { return pidfd_.fd(); }

 private:
  class Child {
   public:
    explicit Child(pid_t pid) : pid_(pid) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();
    pid_t pid() const { return pid_; }

   private:
    pid_t pid_;  // stays a zombie until we die, so that its number and its group stay ours
  };
  struct Pipes;
  Process(Poller& poller, const Command& command, Pipes pipes);
  static Task<Exit> wait(Descriptor& pidfd);

  Child child_;
  Descriptor pidfd_;
};

/// What a command came to, and what it wrote.
struct Outcome {
  Exit exit;           ///< how it ended; what is not `ok` is no error of `run`
  std::string output;  ///< all of its standard output
  std::string errors;  ///< all of its standard error; empty if it shares ours
};

/// Runs a command until it has ended and nobody holds its output any more, and brings what it wrote. Its
/// input is `input`. Destroying the task, a time limit for example, kills the whole group. Errors: as
/// Process; std::length_error if it writes more than `at_most`.
Task<Outcome> run(Poller& poller, Command command, std::string input = {},
                  std::size_t at_most = std::size_t{1024} * 1024);

}  // namespace unroll
