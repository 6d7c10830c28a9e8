// Wrong: it survives the want of memory, and fails for another reason.
// Caught by: Verdict.ThePromise (wrong value)
// Says: before that, it asked for 1048576 MB of memory and got none
#pragma once

#include <cstddef>
#include <new>
#include <vector>

#include "check.hpp"

namespace unroll {

inline void subject() {
  try {
    std::vector<char> all(std::size_t{1} << 40U);
  } catch (const std::bad_alloc&) {
    EXPECT_EQ(1, 2);
  }
}

}  // namespace unroll
