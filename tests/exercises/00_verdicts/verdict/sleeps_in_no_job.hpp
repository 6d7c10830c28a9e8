// Wrong: sleeps for a minute, in a loop that is not the course's.
// Caught by: Verdict.ThePromise (blocked loop)
// Says: 60000 ms
#pragma once

#include <chrono>
#include <thread>

namespace unroll {

inline void subject() { std::this_thread::sleep_for(std::chrono::minutes(1)); }

}  // namespace unroll
