// Wrong: it remembers everything.
// Caught by: Verdict.ThePromise (out of memory)
// Says: memory
#pragma once

#include <cstddef>
#include <vector>

namespace unroll {

inline void subject() {
  std::vector<std::vector<char>> all;
  while (true) all.emplace_back(std::size_t{1} << 24U, 'x');
}

}  // namespace unroll
