// Wrong: it ends the program as if all were well.
// Caught by: Verdict.ThePromise (not executed)
// Says: the program called exit(0)
#pragma once

#include <cstdlib>

namespace unroll {

inline void subject() { std::exit(0); }

}  // namespace unroll
