#pragma once

#include <source_location>
#include <stdexcept>
#include <string>
#include <utility>

#include "00_trace/back_to_back.hpp"
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
  Future<T> future = start(loop, std::move(task), std::move(name), at);
  trace::BackToBack told;
  while (!future.ready()) {
    if (loop.run_one()) continue;
    trace::emit(trace::Verb::stall, {});
    throw Stalled("sync_wait: nothing is left to run, and these still wait:\n" + loop.unfinished(20));
  }
  return future.get();
}

}  // namespace unroll
