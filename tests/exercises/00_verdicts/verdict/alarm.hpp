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
  sigset_t alarm;
  sigset_t others;
  ::sigemptyset(&alarm);
  ::sigaddset(&alarm, SIGALRM);
  ::sigprocmask(SIG_BLOCK, &alarm, &others);  // so that it does not come before it is waited for
  const itimerval later{{0, 0}, {0, 600'000}};
  ::setitimer(ITIMER_REAL, &later, nullptr);
  ::sigsuspend(&others);
}

}  // namespace unroll
