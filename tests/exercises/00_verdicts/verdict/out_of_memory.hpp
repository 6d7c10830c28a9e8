// Wrong: it remembers everything.
// Caught by: Verdict.ThePromise (out of memory)
// Says: the memory limit of a test is 2048 MB
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace unroll {

inline void subject() {
  std::vector<std::unique_ptr<char[]>> all;
  while (true) all.push_back(std::make_unique_for_overwrite<char[]>(std::size_t{1} << 24U));
}

}  // namespace unroll
