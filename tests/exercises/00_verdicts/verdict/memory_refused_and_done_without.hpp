// Wrong: nothing; it asks for too much, and does without.
// Caught by: Verdict.ThePromise (passed)
// Says:
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
    SUCCEED() << "then not";
  }
}

}  // namespace unroll
