// Wrong: the loop owns itself through its job, so nobody can call it off.
// Caught by: Repeat.DestroyingTheFutureCallsItOff (wrong value)
#pragma once

// A loop in futures is a function that calls itself in its own `then`. It is right, and each of its rounds
// stays in memory until the last has ended: the future of a round stands for all that is to come. Make
// `repeat` a loop that holds one round.
//
// Contract
// - `repeat` calls `step`, waits for what it returns, and calls it again, until a step brings false. Then
//   the future is ready. The first step is called here and now, each other one in a job of its own, behind
//   what is queued.
// - A step that throws, or brings an error, ends the loop: the error arrives.
// - Destroying the future calls off the step under way, and no other is called. The step itself may do this.
// - What `step` captured lives as long as the future.
// - Fast: never more than one round is in memory. 10,000 rounds hold no more than two.

#include <exception>
#include <functional>
#include <memory>
#include <utility>

#include "03_futures/future.hpp"

namespace unroll {

/// One round: brings whether there is to be another. Returns a future that is not empty.
using Step = std::function<Future<bool>()>;

/// Keeps itself alive until the loop has ended.
class Repeating : public std::enable_shared_from_this<Repeating> {
 public:
  Repeating(Loop& loop, Step step) : step_(std::move(step)), promise_(loop) {}

  Future<void> end() { return promise_.get_future(); }
  void next() {
    Result<Future<bool>> round = result_of<Future<bool>>(step_);
    if (round.failed()) return promise_.set_exception(round.error());
    round_ = round.take();
    round_.wait(Job([this, self = shared_from_this()] {
      Result<bool> more = round_.take();
      if (more.failed()) return promise_.set_exception(more.error());
      if (!more.take()) return promise_.set_value();
      next();
    }));
  }

 private:
  Step step_;
  Promise<void> promise_;
  Future<bool> round_;
};

inline Future<void> repeat(Loop& loop, Step step, Site = {}) {
  auto repeating = std::make_shared<Repeating>(loop, std::move(step));
  Future<void> end = repeating->end();
  repeating->next();
  return end;
}

}  // namespace unroll
