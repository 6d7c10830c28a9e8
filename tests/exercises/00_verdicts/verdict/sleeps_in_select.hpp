// Wrong: asks the kernel about no descriptor at all, for a minute, as it was done long ago.
// Caught by: Verdict.ThePromise (blocked loop)
// Says: the thread slept, for 60000 ms in all
// Builds: plain
#pragma once

#include <sys/select.h>

#include "01_queue/loop.hpp"

namespace unroll {

inline void subject() {
  Loop loop;
  loop.post([] {
    timeval minute{60, 0};
    ::select(0, nullptr, nullptr, nullptr, &minute);
  });
  loop.run();
}

}  // namespace unroll
