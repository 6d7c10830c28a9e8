// Wrong: it says that it need not be tried.
// Caught by: Verdict.ThePromise (not executed)
// Says: skipped
#pragma once

#include "check.hpp"

namespace unroll {

inline void subject() { GTEST_SKIP(); }

}  // namespace unroll
