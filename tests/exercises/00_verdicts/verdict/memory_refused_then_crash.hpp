// Wrong: it survives the want of memory, and calls nobody.
// Caught by: Verdict.ThePromise (crash)
// Says: before that, it asked for 1048576 MB of memory and got none
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace unroll {

inline void subject() {
  try {
    std::vector<char> all(std::size_t{1} << 40U);
  } catch (const std::bad_alloc&) {
    int* volatile nobody = nullptr;
    *nobody = 1;
  }
}

}  // namespace unroll
