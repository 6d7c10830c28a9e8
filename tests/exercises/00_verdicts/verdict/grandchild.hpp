// Wrong: nothing; the child of a child answers, later.
// Caught by: Verdict.ThePromise (passed)
// Says:
#pragma once

#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.hpp"

namespace unroll {

inline void subject() {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  if (const pid_t child = ::fork(); child == 0) {
    if (::fork() != 0) ::_exit(0);
    const timespec later{0, 600'000'000};
    ::nanosleep(&later, nullptr);
    ::_exit(::write(ends[1], "x", 1) == 1 ? 0 : 1);
  } else {
    ::waitpid(child, nullptr, 0);
  }
  char one = 0;
  EXPECT_EQ(::read(ends[0], &one, 1), 1);
}

}  // namespace unroll
