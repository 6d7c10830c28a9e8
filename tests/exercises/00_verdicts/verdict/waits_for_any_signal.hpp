// Wrong: it waits for a signal, and nobody sends one.
// Caught by: Verdict.ThePromise (blocked loop)
// Says:
#pragma once

#include <unistd.h>

namespace unroll {

inline void subject() { ::pause(); }

}  // namespace unroll
