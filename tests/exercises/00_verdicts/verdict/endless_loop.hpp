// Wrong: the condition of its loop never changes.
// Caught by: Verdict.ThePromise (endless loop)
// Says: the last time: again
#pragma once

#include "check.hpp"

namespace unroll {

inline void subject() {
  check::Seen seen;
  while (seen.lines().size() < 100'000) seen("again");
}

}  // namespace unroll
