// Wrong: a job posts itself, for ever.
// Caught by: Verdict.ThePromise (endless loop)
// Says: comes to no end
#pragma once

#include "01_queue/loop.hpp"

namespace unroll {

inline void again(Loop& loop) {
  loop.post([&loop] { again(loop); });
}

inline void subject() {
  Loop loop;
  again(loop);
  loop.run();
}

}  // namespace unroll
