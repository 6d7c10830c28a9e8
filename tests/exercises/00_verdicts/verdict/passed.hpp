// Wrong: nothing; all is well.
// Caught by: Verdict.ThePromise (passed)
// Says:
#pragma once

#include "check.hpp"

namespace unroll {

inline void subject() { EXPECT_TRUE(true); }

}  // namespace unroll
