// Wrong: it gives up where it gets no memory.
// Caught by: Verdict.ThePromise (out of memory)
// Says: the memory limit of a test is 2048 MB
#pragma once

#include <cstddef>
#include <cstdlib>

namespace unroll {

inline void subject() {
  while (std::malloc(std::size_t{1} << 24U) != nullptr) {
  }
  std::abort();
}

}  // namespace unroll
