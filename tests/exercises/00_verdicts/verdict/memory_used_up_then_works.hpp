// Wrong: it takes all there is, survives that no more is to be had, and works on for ever.
// Caught by: Verdict.ThePromise (out of memory)
// Says: it asked for 1 MB of memory and got none: the memory limit of a test is 2048 MB
// Builds: plain
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace unroll {

inline void subject() {
  std::vector<std::unique_ptr<char[]>> all;
  try {
    while (true) all.emplace_back(new char[std::size_t{1} << 20U]);
  } catch (const std::bad_alloc&) {
    volatile bool done = false;
    while (!done) continue;
  }
}

}  // namespace unroll
