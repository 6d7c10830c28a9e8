#pragma once

#include <chrono>

#include "02_callbacks/timers.hpp"
#include "worlds/known.hpp"

namespace unroll::worlds {

/// Time that jumps, and nobody else at work.
struct FakeTime {
  static constexpr const char* name = "FakeTime";
  static constexpr int made_of = 2;
  static constexpr int suites_up_to = any_chapter;
  static constexpr bool virtual_time = true;
  static constexpr Duration unit = std::chrono::seconds(1);

  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};

  void run() { loop.run(); }
};

/// Time as it is. How much of it passes between two steps is the machine's affair.
struct RealTime {
  static constexpr const char* name = "RealTime";
  static constexpr int made_of = 2;
  static constexpr int suites_up_to = any_chapter;
  static constexpr bool virtual_time = false;
  static constexpr Duration unit = std::chrono::microseconds(50);

  Loop loop;
  SteadyClock clock;
  Timers timers{loop, clock};

  void run() { loop.run(); }
};

}  // namespace unroll::worlds
