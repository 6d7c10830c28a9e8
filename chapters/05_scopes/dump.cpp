// What is this program doing? In the middle of the run somebody asks, and gets every task that has begun and
// not ended: its name, where it was started, and the line at which each of its functions waits.
#include <string>
#include <utility>

#include "02_callbacks/say.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> ask_the_bank(Timers& timers, Duration takes) { co_await sleep_for(timers, takes); }

Task<> pay(Timers& timers, Duration takes, Promise<void> paid) {
  co_await ask_the_bank(timers, takes);
  paid.set_value();
}

Task<> pack(Timers& timers, Future<void> paid) {
  co_await std::move(paid);
  co_await sleep_for(timers, 5s);
}

Task<> order(Timers& timers, std::string number, Duration bank_takes) {
  Promise<void> paid(timers.loop());
  Future<void> is_paid = paid.get_future();
  Scope steps(timers.loop());
  steps.spawn(pay(timers, bank_takes, std::move(paid)), "payment of " + number);
  steps.spawn(pack(timers, std::move(is_paid)), "parcel of " + number);
  co_await steps.join();
}

Task<> inspect(Timers& timers) {
  co_await sleep_for(timers, 2s);
  say(timers.clock(), "what is going on?");
  std::cout << timers.loop().unfinished();
}

Task<> shop(Timers& timers) {
  Scope open(timers.loop());
  open.spawn(order(timers, "7", 1s), "order 7");
  open.spawn(order(timers, "8", 3s), "order 8");
  open.spawn(inspect(timers), "inspector");
  co_await open.join();
  say(timers.clock(), "the shop is closed");
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, shop(timers), "shop");
}
