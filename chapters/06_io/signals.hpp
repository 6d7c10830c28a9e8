#pragma once

#include <csignal>
#include <initializer_list>

#include "04_coroutines/task.hpp"
#include "06_io/poller.hpp"

namespace unroll {

/// Signals as something to read (signalfd): Ctrl-C becomes an await, and the server ends as any scope does. A
/// handler would run in the midst of anything, and could call next to nothing. From its making on these
/// signals are blocked and no longer end the program; destroyed, it unblocks those that were not blocked
/// before, and one that has come and was not read does then what it does by itself. Lifetime: as a
/// Descriptor; of two that read the same signal the later one dies first. Threads: made before others are
/// started, for they inherit what is blocked; a signal of the process goes to any thread that does not block
/// it. Programs that are started (process.hpp) begin with none blocked. Errors: std::system_error.
class Signals {
 public:
  /// Blocks `which` on this thread, and so on those that it starts later.
  Signals(Poller& poller, std::initializer_list<int> which);
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// The number of the next that arrives. Several of one kind may arrive as one. One who waits at a time.
  /// Needs: this outlives the await. Errors: std::system_error; std::logic_error for a second who waits.
  Task<int> next();

 private:
  /// Signals that are blocked as long as it lives.
  class Blocked {
   public:
    explicit Blocked(std::initializer_list<int> which);
    Blocked(const Blocked&) = delete;
    Blocked& operator=(const Blocked&) = delete;
    ~Blocked();
    const sigset_t& set() const { return set_; }

   private:
    sigset_t set_{};
    sigset_t new_{};  // those of them that were not blocked before
  };

  Blocked blocked_;
  Descriptor descriptor_;
};

}  // namespace unroll
