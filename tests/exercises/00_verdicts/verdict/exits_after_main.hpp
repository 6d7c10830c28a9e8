// Wrong: when all is done, it ends the program with a status of its own.
// Caught by: no test (not executed)
// Says: after main had returned
// Builds: plain address thread
#pragma once

#include <cstdlib>

namespace unroll {

struct Last {
  ~Last() { std::exit(3); }
};

inline void subject() { static const Last last; }

}  // namespace unroll
