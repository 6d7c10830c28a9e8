// Wrong: an error leaves the test, behind another one that was caught.
// Caught by: Verdict.ThePromise (wrong value)
// Says: verdict/throws.hpp:14
#pragma once

#include <stdexcept>

namespace unroll {

inline void subject() {
  try {
    throw std::logic_error("the first");
  } catch (const std::logic_error&) {
    throw std::runtime_error("the second");
  }
}

}  // namespace unroll
