// Wrong: it stops itself, and nobody lets it go on.
// Caught by: Verdict.ThePromise (blocked loop)
// Says:
#pragma once

#include <signal.h>

namespace unroll {

inline void subject() { ::raise(SIGSTOP); }

}  // namespace unroll
