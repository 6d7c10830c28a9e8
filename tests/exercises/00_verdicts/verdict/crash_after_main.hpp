// Wrong: when all is done, it calls nobody.
// Caught by: no test (crash)
// Says: after main had returned
// Builds: plain thread
#pragma once

namespace unroll {

struct Last {
  ~Last() {
    int* volatile nobody = nullptr;
    *nobody = 1;
  }
};

inline void subject() { static const Last last; }

}  // namespace unroll
