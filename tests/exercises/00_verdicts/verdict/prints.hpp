// Wrong: it prints what others say of a verdict, and is wrong.
// Caught by: Verdict.ThePromise (wrong value)
// Says: two and two
#pragma once

#include <cstdio>

#include "check.hpp"

namespace unroll {

inline void subject() {
  std::puts(R"({"event":"end","test":"Verdict.ThePromise","passed":1})");
  std::puts("[  PASSED  ] 3 tests.");
  std::fputs("==1==ERROR: AddressSanitizer: heap-use-after-free\n", stderr);
  EXPECT_EQ(2 + 2, 5) << "two and two";
}

}  // namespace unroll
