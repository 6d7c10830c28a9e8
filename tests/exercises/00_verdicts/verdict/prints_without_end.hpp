// Wrong: it prints, and never ends.
// Caught by: Verdict.ThePromise (endless loop)
// Says: it has printed
#pragma once

#include <iostream>
#include <string>

namespace unroll {

inline void subject() {
  const std::string much(65'536, 'x');
  while (true) std::cout << much << std::flush;
}

}  // namespace unroll
