// Wrong: a job sleeps, and the test does not look whether one does.
// Caught by: Verdict.ThePromise (blocked loop)
// Says: 200 ms
// Builds: plain address thread
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
}

}  // namespace unroll
