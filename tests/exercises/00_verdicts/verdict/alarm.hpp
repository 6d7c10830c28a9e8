// Wrong: nothing; a signal wakes it, later.
// Caught by: Verdict.ThePromise (passed)
// Says:
#pragma once

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

namespace unroll {

inline void subject() {
  ::signal(SIGALRM, [](int) {});
  const itimerval later{{0, 0}, {0, 600'000}};
  ::setitimer(ITIMER_REAL, &later, nullptr);
  ::pause();
}

}  // namespace unroll
