// Wrong: it does not look whether it got the memory that it asked for on a boundary.
// Caught by: Verdict.ThePromise (out of memory)
// Says: the memory limit of a test is 2048 MB
#pragma once

#include <stdlib.h>

#include <cstddef>

namespace unroll {

inline void subject() {
  while (true) {
    void* got = nullptr;
    (void)::posix_memalign(&got, 64, std::size_t{1} << 24U);
    *static_cast<char* volatile>(got) = 1;
  }
}

}  // namespace unroll
