// Reads on the loop itself until its input ends: stuck for as long as somebody wants it to be.
#include <unistd.h>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> block(Timers& timers) {
  co_await sleep_for(timers, 1ms);
  char c = 0;
  while (::read(STDIN_FILENO, &c, 1) > 0) {
  }
}

Task<> wait(Timers& timers) { co_await sleep_for(timers, 1ms); }

Task<> both(Timers& timers) {
  Scope scope(timers.loop());
  scope.spawn(block(timers), "blocker");
  scope.spawn(wait(timers), "victim");
  co_await scope.join();
}

int main() {
  Loop loop;
  SteadyClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, both(timers), "both");
}
