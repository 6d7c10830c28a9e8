// Wrong: two times that differ, of types that GoogleTest alone cannot print.
// Caught by: Verdict.ThePromise (wrong value)
// Says: 1500 ms
#pragma once

#include <chrono>

#include "check.hpp"

namespace unroll {

inline void subject() {
  const std::chrono::steady_clock::time_point seen(std::chrono::milliseconds(1500));
  EXPECT_EQ(seen, std::chrono::steady_clock::time_point(std::chrono::seconds(2)));
}

}  // namespace unroll
