// Wrong: nothing was written yet.
// Caught by: Verdict.ThePromise (not written yet)
// Says: turn the key
#pragma once

#include "todo.hpp"

namespace unroll {

inline void subject() { todo("turn the key"); }

}  // namespace unroll
