// Wrong: a job sleeps.
// Caught by: Verdict.ThePromise (blocked loop)
// Says: 200 ms
#pragma once

#include <chrono>
#include <thread>

#include "01_queue/loop.hpp"
#include "check.hpp"

namespace unroll {

inline void subject() {
  Loop loop;
  loop.post([] { std::this_thread::sleep_for(std::chrono::milliseconds(200)); });
  loop.run();
  EXPECT_TRUE(check::nobody_was_blocked());
}

}  // namespace unroll
