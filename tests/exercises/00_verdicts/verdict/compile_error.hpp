// Wrong: a value is missing.
// Caught by: Verdict.ThePromise (compile error)
// Says: verdict/compile_error.hpp:11
#pragma once

#include "check.hpp"

namespace unroll {

inline void subject() {
  const int sum = ;
  EXPECT_EQ(sum, 4);
}

}  // namespace unroll
