// The same words, by two players who know nothing of each other: one says hello in every even second, the
// other world in every odd one. The scope owns both, and ends when both have ended.
#include <iostream>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> hello(Timers& timers, int lines) {
  while (lines-- > 0) {
    std::cout << "Hello ";
    co_await sleep_for(timers, 2s, "hello");
  }
}

Task<> world(Timers& timers, int lines) {
  co_await sleep_for(timers, 1s, "world");
  while (lines-- > 0) {
    std::cout << "World\n";
    co_await sleep_for(timers, 2s, "world");
  }
}

Task<> hello_world(Timers& timers, int lines) {
  Scope players(timers.loop());
  players.spawn(hello(timers, lines), "hello");
  players.spawn(world(timers, lines), "world");
  co_await players.join();
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, hello_world(timers, 5));
}
