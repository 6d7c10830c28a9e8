// Wrong: it calls itself without an end.
// Caught by: Verdict.ThePromise (crash)
// Says: the stack is used up
// Builds: plain address
#pragma once

namespace unroll {

inline int deeper(volatile int* above) {
  volatile int here = *above + 1;
  return deeper(&here) + here;
}

inline void subject() {
  volatile int first = 0;
  deeper(&first);
}

}  // namespace unroll
