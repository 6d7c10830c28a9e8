// Wrong: its error has more to say than anybody reads.
// Caught by: Verdict.ThePromise (crash)
// Says: xxx
#pragma once

#include <stdexcept>
#include <string>
#include <thread>

namespace unroll {

inline void subject() {
  std::thread([] { throw std::runtime_error(std::string(100'000, 'x')); }).join();
}

}  // namespace unroll
