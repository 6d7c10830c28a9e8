// What a program of your own begins with: a loop, a clock that jumps (SteadyClock takes its time), and a
// task.
#include <iostream>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> greet(Timers& timers) {
  co_await sleep_for(timers, 1s);
  std::cout << "Hello, a second later\n";
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, greet(timers));
}
