// Wrong: it fails again and again.
// Caught by: Verdict.ThePromise (endless loop)
// Says: again and again
#pragma once

#include "check.hpp"

namespace unroll {

inline void subject() {
  for (int i = 0;; ++i) EXPECT_EQ(i, -1);
}

}  // namespace unroll
