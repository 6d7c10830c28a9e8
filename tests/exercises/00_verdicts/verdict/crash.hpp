// Wrong: it calls nobody.
// Caught by: Verdict.ThePromise (crash)
// Says: verdict/crash.hpp
#pragma once

namespace unroll {

inline void subject() {
  int* volatile nobody = nullptr;
  *nobody = 1;
}

}  // namespace unroll
