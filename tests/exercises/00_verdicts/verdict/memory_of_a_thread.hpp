// Wrong: a thread asks for more than there is, at once, and takes no error.
// Caught by: Verdict.ThePromise (out of memory)
// Says: the memory limit of a test is 2048 MB
// Builds: plain address thread
#pragma once

#include <cstddef>
#include <thread>
#include <vector>

namespace unroll {

inline void subject() {
  std::thread([] { std::vector<char> all(std::size_t{1} << 40U); }).join();
}

}  // namespace unroll
