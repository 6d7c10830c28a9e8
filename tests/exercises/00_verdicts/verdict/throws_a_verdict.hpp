// Wrong: an error leaves the test whose words are those of a verdict.
// Caught by: Verdict.ThePromise (wrong value)
// Says: an error left the test: [passed]
#pragma once

#include <stdexcept>

namespace unroll {

inline void subject() { throw std::runtime_error("[passed]"); }

}  // namespace unroll
