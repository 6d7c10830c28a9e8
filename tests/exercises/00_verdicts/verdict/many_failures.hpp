// Wrong: it fails five thousand times.
// Caught by: Verdict.ThePromise (wrong value)
// Says: and 4990 more
#pragma once

#include "check.hpp"

namespace unroll {

inline void subject() {
  for (int i = 0; i != 5000; ++i) EXPECT_EQ(i, -1);
}

}  // namespace unroll
