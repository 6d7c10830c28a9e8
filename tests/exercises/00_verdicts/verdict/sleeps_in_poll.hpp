// Wrong: asks the kernel about no descriptor at all, for a minute.
// Caught by: Verdict.ThePromise (blocked loop)
// Says: the thread slept, for 60000 ms in all
// Builds: plain
#pragma once

#include <poll.h>

#include "01_queue/loop.hpp"

namespace unroll {

inline void subject() {
  Loop loop;
  loop.post([] { ::poll(nullptr, 0, 60'000); });
  loop.run();
}

}  // namespace unroll
