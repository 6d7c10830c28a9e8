// Wrong: catches what a step throws in its job, and the first step, which is called here and now, is in none.
// Caught by: Repeat.AnErrorOfTheFirstStepArrivesToo (wrong value)
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

/// The cell behind `repeat`: owns the step, and the round under way.
class Repeat final : public State<void> {
 public:
  Repeat(Loop& loop, Step step, Site site) : State<void>(loop, site), step_(std::move(step)) {}

  void begin() { wait_for(step_()); }

  void each_source(const Cell::Visit& visit) override { visit(round_.cell()); }

 private:
  void next() {
    const Cell::Slot alive = shared_from_this();  // the step may destroy the future that owns this cell
    Result<Future<bool>> round = result_of<Future<bool>>(step_);
    if (round.failed()) return resolve(round.error());
    wait_for(round.take());
  }

  void wait_for(Future<bool> round) {
    round_ = std::move(round);
    round_.wait(Job([this] { ended(); }), {}, id());
  }

  void ended() {
    Result<bool> more = round_.take();
    if (more.failed()) return resolve(more.error());
    if (!more.take()) return resolve(Nothing{});
    next();
  }

  Step step_;
  Future<bool> round_;
};

inline Future<void> repeat(Loop& loop, Step step, Site site = {}) {
  auto repeating = std::make_shared<Repeat>(loop, std::move(step), site);
  Future<void> end(repeating);
  repeating->begin();
  return end;
}

}  // namespace unroll
