// Wrong: it remembers everything, and uses it.
// Caught by: Verdict.ThePromise (out of memory)
// Says: the memory limit of a test is 2048 MB
// Builds: plain address thread
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace unroll {

inline void subject() {
  std::vector<std::unique_ptr<char[]>> all;
  while (true) all.push_back(std::make_unique<char[]>(std::size_t{1} << 20U));
}

}  // namespace unroll
