// Wrong: nothing; but it leaves a process behind that is in another group, session and environment.
// Caught by: Verdict.ThePromise (passed)
// Says: a process was left behind, and was ended: sleep 1000.7531
// Builds: plain address thread
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include "check.hpp"

namespace unroll {

inline void subject() {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  if (::fork() == 0) {
    ::setsid();
    if (::fork() != 0) ::_exit(0);
    const char* const words[] = {"sleep", "1000.7531", nullptr};
    const char* const nothing[] = {nullptr};
    ::execve("/bin/sleep", const_cast<char**>(words), const_cast<char**>(nothing));
    ::_exit(1);
  }
  ::close(ends[1]);
  char none = 0;
  EXPECT_EQ(::read(ends[0], &none, 1), 0) << "it runs";
}

}  // namespace unroll
