#pragma once

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "worlds/with_callbacks.hpp"

namespace unroll::worlds {

/// Gives the others a turn, again and again, and now and then sleeps.
inline Task<void> work_along(Timers& timers, Duration nap) {
  for (int step = 0; step != background_steps; ++step)
    co_await sleep_for(timers, step % 4 == 0 ? nap : Duration::zero());
}

/// A task that goes along.
struct WithTasks : FakeTime {
  static constexpr const char* name = "WithTasks";
  static constexpr int made_of = 4;

  WithTasks() : task_(start(loop, work_along(timers, unit * 3 / 7), "background")) {}

 private:
  Future<void> task_;
};

}  // namespace unroll::worlds
