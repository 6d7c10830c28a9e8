// Wrong: sleeps until a time, by a call of the C library that says when, and not how long.
// Caught by: Verdict.ThePromise (blocked loop)
// Says: the thread slept
#pragma once

#include <time.h>

#include "01_queue/loop.hpp"

namespace unroll {

inline void subject() {
  Loop loop;
  loop.post([] {
    timespec until{};
    ::clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += 3600;
    ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
  });
  loop.run();
}

}  // namespace unroll
