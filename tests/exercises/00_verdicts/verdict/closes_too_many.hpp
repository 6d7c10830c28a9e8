// Wrong: nothing; it closes descriptors that are not its own.
// Caught by: Verdict.ThePromise (passed)
// Says:
#pragma once

#include <unistd.h>

namespace unroll {

inline void subject() {
  for (int fd = 3; fd != 20; ++fd) ::close(fd);
}

}  // namespace unroll
