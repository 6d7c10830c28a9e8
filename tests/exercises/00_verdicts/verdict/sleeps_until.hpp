// Wrong: sleeps until a real time, which never comes nearer, for sleeps are counted and not slept.
// Caught by: Verdict.ThePromise (blocked loop)
// Says: it sleeps again and again
#pragma once

#include <chrono>
#include <thread>

#include "01_queue/loop.hpp"

namespace unroll {

inline void subject() {
  Loop loop;
  loop.post([] { std::this_thread::sleep_until(std::chrono::system_clock::now() + std::chrono::hours(1)); });
  loop.run();
}

}  // namespace unroll
