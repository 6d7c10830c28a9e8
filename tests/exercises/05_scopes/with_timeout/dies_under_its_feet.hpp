// Wrong: who resolves is alive as long as he has not resolved.
// Caught by: WithTimeout.ACleanUpMayDestroyTheFuture (use after free)
#pragma once

// Anything may take too long. A time limit that returns while the work goes on is a leak with a nice name.
// Write `with_timeout`; it is the one that the chapters above run on.
//
// Contract
// - The task begins in a job of its own, never here and now. `limit` is counted from the call.
// - In time: the future brings what the task returns or throws, as soon as it does. Of the limit nothing is
//   left that would keep the loop running.
// - At `limit`: a task that has ended has ended in time, also when the news of it stands in the queue still.
//   One that has not is cancelled, and nothing of it runs on. Only when it is gone, with its clean-ups, does
//   the future bring TimedOut.
// - Destroying the future cancels the task. A clean-up of a task that is cancelled at its limit may destroy
//   the future it works for: then nobody is left to be told, and no error is reported as lost.

#include <memory>
#include <source_location>
#include <stdexcept>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"

namespace unroll {

/// It took too long.
class TimedOut : public std::runtime_error {
 public:
  TimedOut() : std::runtime_error("timed out") {}
};

/// The cell behind `with_timeout`: a race of two kinds of thing.
template <class T>
class Timeout final : public State<T> {
 public:
  Timeout(Loop& loop, Future<T> task, Future<void> limit, Site site)
      : State<T>(loop, site), task_(std::move(task)), limit_(std::move(limit)) {
    task_.wait(Job([this] { in_time(); }), site, this->id());
    limit_.wait(Job([this] { too_late(); }), site, this->id());
  }

  void each_source(const Cell::Visit& visit) override {
    visit(task_.cell());
    visit(limit_.cell());
  }

 private:
  void in_time() {
    limit_ = {};
    this->resolve(task_.take());
  }

  void too_late() {
    take_back(*task_.cell());
    task_ = {};
    limit_ = {};
    this->resolve(std::make_exception_ptr(TimedOut()));
  }

  Future<T> task_;
  Future<void> limit_;
};

/// Starts `task` and gives it `limit`, counted from this call. Brings what it returns or throws; after
/// `limit` the task is cancelled and gone, and the future brings TimedOut. A task that has ended when the
/// limit comes has ended in time: what it took from a channel, say, can be given to nobody else. Destroying
/// the future cancels the task.
template <class T>
Future<T> with_timeout(Timers& timers, Duration limit, Task<T> task,
                       std::source_location at = std::source_location::current()) {
  Loop& loop = timers.loop();
  auto started = start(loop, std::move(task), "with_timeout", at);
  auto sleep = sleep_for(timers, limit, Site(at));
  return Future<T>(std::make_shared<Timeout<T>>(loop, std::move(started), std::move(sleep), Site(at)));
}

}  // namespace unroll
