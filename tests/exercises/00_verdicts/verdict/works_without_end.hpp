// Wrong: it works, runs no job, prints nothing, and never ends.
// Caught by: Verdict.ThePromise (endless loop)
// Says: it works and works, and comes to no end
#pragma once

namespace unroll {

inline void subject() {
  volatile bool done = false;
  while (!done) continue;
}

}  // namespace unroll
