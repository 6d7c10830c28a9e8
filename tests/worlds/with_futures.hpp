#pragma once

#include "03_futures/sleep_for.hpp"
#include "worlds/with_callbacks.hpp"

namespace unroll::worlds {

/// A chain of futures, each made by the step before: some a turn away, some a while.
struct WithFutures : FakeTime {
  static constexpr const char* name = "WithFutures";
  static constexpr int made_of = 3;

  WithFutures() : chain_(step(background_steps)) {}

 private:
  Future<void> step(int left) {
    if (left == 0) return ready();
    Future<void> next = left % 4 == 0 ? sleep_for(timers, unit * 3 / 7) : ready();
    return std::move(next).then([this, left] { return step(left - 1); });
  }
  Future<void> ready() {
    Promise<void> promise(loop);
    Future<void> future = promise.get_future();
    promise.set_value();
    return future;
  }

  Future<void> chain_;
};

}  // namespace unroll::worlds
