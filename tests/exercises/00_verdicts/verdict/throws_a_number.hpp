// Wrong: what leaves the test is no std::exception.
// Caught by: Verdict.ThePromise (wrong value)
// Says: verdict/throws_a_number.hpp:8
#pragma once

namespace unroll {

inline void subject() { throw 42; }

}  // namespace unroll
