// Wrong: it adds up wrongly.
// Caught by: Verdict.ThePromise (wrong value)
// Says: two and two
#pragma once

#include "check.hpp"

namespace unroll {

inline void subject() { EXPECT_EQ(2 + 2, 5) << "two and two"; }

}  // namespace unroll
