// Wrong: it does not look whether it got what it asked for.
// Caught by: Verdict.ThePromise (out of memory)
// Says: the memory limit of a test is 2048 MB
#pragma once

#include <cstddef>
#include <cstdlib>

namespace unroll {

inline void subject() {
  while (true) {
    char* volatile const got = static_cast<char*>(std::malloc(std::size_t{1} << 24U));
    *got = 1;
  }
}

}  // namespace unroll
