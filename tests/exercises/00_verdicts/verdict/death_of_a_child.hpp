// Wrong: nothing; a child dies, as it should.
// Caught by: Verdict.ThePromise (passed)
// Says:
#pragma once

#include <cstdlib>

#include "check.hpp"

namespace unroll {

inline void subject() { EXPECT_DEATH(std::abort(), ""); }

}  // namespace unroll
