// Wrong: nothing; the kernel has something for it, later.
// Caught by: Verdict.ThePromise (passed)
// Says:
#pragma once

#include <sys/timerfd.h>
#include <unistd.h>

#include <cstdint>

#include "check.hpp"

namespace unroll {

inline void subject() {
  const int timer = ::timerfd_create(CLOCK_MONOTONIC, 0);
  const itimerspec later{{0, 0}, {0, 600'000'000}};
  ::timerfd_settime(timer, 0, &later, nullptr);
  std::uint64_t count = 0;
  EXPECT_EQ(::read(timer, &count, sizeof count), ssize_t{sizeof count});
}

}  // namespace unroll
