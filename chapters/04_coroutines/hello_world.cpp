// The same words, as functions that suspend. A loop is a loop again.
#include <iostream>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> hello(Timers& timers) {
  co_await sleep_for(timers, 1s, "hello");
  std::cout << "Hello ";
}

Task<> world(Timers& timers) {
  co_await sleep_for(timers, 1s, "world");
  std::cout << "World\n";
}

Task<> hello_world(Timers& timers, int lines) {
  while (lines-- > 0) {
    co_await hello(timers);
    co_await world(timers);
  }
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, hello_world(timers, 5));
}
