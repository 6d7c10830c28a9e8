// Wrong: posts one more job, in which nothing is done.
// Caught by: Hello.PostsTwoJobsAndNoMore (wrong value)
#pragma once

// This one is done already: look at it, have it checked, and see what green looks like. A job is posted now
// and runs later. Whoever prints here and now says "World" before anybody runs the loop.
//
// Contract
// - `hello` posts two jobs and prints nothing itself.
// - When somebody runs the loop, the first job prints "Hello" and the second one prints "World".

#include <functional>
#include <string>

#include "01_queue/loop.hpp"

namespace unroll {

using Print = std::function<void(std::string)>;

inline void hello(Loop& loop, const Print& print) {
  loop.post([print] { print("Hello"); });
  loop.post([print] { print("World"); });
  loop.post([] {});
}

}  // namespace unroll
