// Two tasks on one thread, and a race all the same: what is read before an await may be old behind it.
#include <iostream>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> withdraw(Timers& timers, int& money) {
  const int seen = money;
  co_await sleep_for(timers, 1s);  // asks the bank; meanwhile the other one reads the same
  money = seen - 10;               // the bug
}

Task<> two_at_once(Timers& timers, int& money) {
  Loop& loop = timers.loop();
  Future<void> first = start(loop, withdraw(timers, money));
  Future<void> second = start(loop, withdraw(timers, money));
  co_await std::move(first);
  co_await std::move(second);
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  int money = 100;
  sync_wait(loop, two_at_once(timers, money));
  std::cout << "of 100, two have taken 10 each, and " << money << " are left\n";
}
