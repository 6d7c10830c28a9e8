// Wrong: nothing; a child that has left the group keeps the output open.
// Caught by: Verdict.ThePromise (passed)
// Says: a process was left behind, and was ended: the program itself, forked
#pragma once

#include <unistd.h>

#include "check.hpp"

namespace unroll {

inline void subject() {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  if (::fork() == 0) {
    ::setsid();
    if (::write(ends[1], "x", 1) == 1) ::pause();
    ::_exit(0);
  }
  char one = 0;
  EXPECT_EQ(::read(ends[0], &one, 1), 1);
}

}  // namespace unroll
