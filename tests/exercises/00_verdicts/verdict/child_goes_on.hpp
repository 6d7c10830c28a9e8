// Wrong: nothing; a child runs the tests that follow, too, and what it says counts for nobody.
// Caught by: Verdict.ThePromise (passed)
// Says:
#pragma once

#include <unistd.h>

namespace unroll {

inline void subject() { (void)::fork(); }

}  // namespace unroll
