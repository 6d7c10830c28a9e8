// Wrong: it prints, and never ends.
// Caught by: Verdict.ThePromise (endless loop)
// Says: it has printed
#pragma once

#include <iostream>

namespace unroll {

inline void subject() {
  while (true) std::cout << "again and again and again and again and again and again" << std::endl;
}

}  // namespace unroll
