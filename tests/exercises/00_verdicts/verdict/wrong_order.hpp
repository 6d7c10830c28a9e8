// Wrong: the right things, in the wrong order.
// Caught by: Verdict.ThePromise (wrong order)
// Says: b         ! a
#pragma once

#include "check.hpp"

namespace unroll {

inline void subject() {
  check::Seen seen;
  seen("b");
  seen("a");
  EXPECT_TRUE(check::in_order(seen, {"a", "b"})) << "alphabetical";
}

}  // namespace unroll
