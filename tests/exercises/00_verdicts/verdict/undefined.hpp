// Wrong: a sum is too large for its type.
// Caught by: Verdict.ThePromise (undefined behaviour)
// Says: integer overflow
#pragma once

#include <limits>

namespace unroll {

inline void subject() {
  volatile int most = std::numeric_limits<int>::max();
  most = most + 1;
}

}  // namespace unroll
