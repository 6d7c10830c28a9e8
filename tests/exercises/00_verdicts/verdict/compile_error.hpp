// Wrong: a bracket is missing.
// Caught by: Verdict.ThePromise (compile error)
// Says: verdict/compile_error.hpp:10
#pragma once

#include "check.hpp"

namespace unroll {

inline void subject() {
  EXPECT_TRUE((true);
}

}  // namespace unroll
