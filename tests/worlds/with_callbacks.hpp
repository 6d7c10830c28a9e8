#pragma once

#include "worlds/with_time.hpp"

namespace unroll::worlds {

/// How often what goes on beside a test does its step before it ends.
inline constexpr int background_steps = 20;

/// A callback that arms itself again, at an odd time that no test uses.
struct WithCallbacks : FakeTime {
  static constexpr const char* name = "WithCallbacks";

  WithCallbacks() { again(); }

 private:
  void again() {
    if (left_-- > 0) ticking_ = timers.call_later(unit * 3 / 7, [this] { again(); });
  }

  int left_ = background_steps;
  Callback ticking_;
};

}  // namespace unroll::worlds
