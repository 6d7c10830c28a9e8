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

inline Future<void> ready(Loop& loop) {
  Promise<void> promise(loop);
  promise.set_value();
  return promise.get_future();
}

inline Future<void> repeat(Loop& loop, Step step, Site site = {}) {
  Future<bool> round = step();
  return std::move(round).then(
      [&loop, step, site](bool more) { return more ? repeat(loop, step, site) : ready(loop); }, site);
}

}  // namespace unroll
