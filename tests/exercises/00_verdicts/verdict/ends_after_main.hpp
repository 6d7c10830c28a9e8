// Wrong: when all is done, it ends the program as if all were well.
// Caught by: no test (not executed)
// Says: after main had returned
// Builds: plain address thread
#pragma once

#include <unistd.h>

namespace unroll {

struct Last {
  ~Last() { ::_exit(0); }
};

inline void subject() { static const Last last; }

}  // namespace unroll
