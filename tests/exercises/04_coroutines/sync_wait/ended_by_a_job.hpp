// Wrong: the end of the task posts a job that stops the run, and what was queued before that has run by then.
// Caught by: SyncWait.LeavesQueuedWhatTheTaskItselfHasPosted (wrong value)
#pragma once

// The bridge from code that can wait to code that must not. Write it. This is the header of the chapter, and
// all that stands above it will run on yours.
//
// Contract
// - `sync_wait` starts `task`, under `name` and as of the line `at`. It runs jobs of `loop` until the task
//   has ended, and returns what it returned or throws what it threw. What is queued then stays queued.
// - If nothing is left to run and the task has not ended, it throws Stalled, whose text has that of
//   `loop.unfinished(20)`.
// - What another job throws leaves here too.
// - However it leaves, nothing of the task is left: what has not ended is cancelled by then.
// - `Loop::stop` is for `run`: it does not end this.

#include <source_location>
#include <stdexcept>
#include <string>
#include <utility>

#include "04_coroutines/start.hpp"

namespace unroll {

/// The loop has nothing left to run, and somebody still waits. `what` says who and where.
class Stalled : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The bridge from code that can wait to code that must not: runs `loop` until `task` has ended, then returns
/// what it returned or throws what it threw. What else is queued stays queued. Needs: called from outside the
/// loop; a job that called it would wait for itself. Errors: Stalled if nothing is left that could wake the
/// task; what another job throws leaves here too. Either way the task is cancelled. `Loop::stop` is for
/// `run`; it does not end this.
template <class T>
T sync_wait(Loop& loop, Task<T> task, std::string name = {},
            std::source_location at = std::source_location::current()) {
  Future<T> future = start(loop, std::move(task), std::move(name), at).then([&loop](Future<T> ended) {
    loop.stop();
    return ended.get();
  });
  while (!future.ready()) {
    loop.run();
    if (future.ready() || !loop.empty()) continue;
    trace::emit(trace::Verb::stall, {});
    throw Stalled("sync_wait: nothing is left to run, and these still wait:\n" + loop.unfinished(20));
  }
  return future.get();
}

}  // namespace unroll
