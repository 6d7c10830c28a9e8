// Wrong: a task asks again and again instead of waiting.
// Caught by: Verdict.ThePromise (busy wait)
// Says: turns in a row
#pragma once

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"

namespace unroll {

inline Task<> ask(Timers& timers, bool& ready) {
  while (!ready) co_await sleep_for(timers, Duration(0));
}

inline void subject() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  bool ready = false;
  sync_wait(loop, ask(timers, ready));
}

}  // namespace unroll
