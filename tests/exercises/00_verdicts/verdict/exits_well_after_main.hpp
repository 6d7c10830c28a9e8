// Wrong: when all is done, it ends the program, which is at its end already.
// Caught by: no test (not executed)
// Says: the program called exit(0) after main had returned
#pragma once

#include <cstdlib>

namespace unroll {

struct Last {
  ~Last() { std::exit(0); }
};

inline void subject() { static const Last last; }

}  // namespace unroll
