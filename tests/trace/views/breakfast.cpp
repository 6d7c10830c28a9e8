#include <iostream>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"

// A run in which a little of everything happens: its views are kept beside it.
using namespace std::chrono_literals;
using namespace unroll;

Task<> brew(Timers& timers) {
  std::cout << "kettle on\n";
  co_await sleep_for(timers, 20ms, "kettle");
  std::cout << "tea poured\n";
}

Task<int> breakfast(Timers& timers, Future<int> toast) {
  co_await brew(timers);
  const int slices = co_await std::move(toast);
  std::cout << "tea + " << slices << " toast\n";
  co_return slices;
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  Promise<int> bread(loop, "bread");
  auto toast = bread.get_future().then([](int n) { return n * 2; }, "toast");
  auto meal = start(loop, breakfast(timers, std::move(toast)), "meal");
  auto tidy_up = [] { std::cout << "tidy\n"; };
  loop.post([&] { loop.post(tidy_up, "tidy up"); }, "waiter");
  auto baker = timers.call_later(30ms, [&] { bread.set_value(2); }, "baker");
  auto guest = timers.call_later(40ms, [] { std::cout << "ding dong\n"; });
  loop.post([&] { guest.call_off(); }, "no guests");
  loop.run();
  std::cout << "washing up\n";
}
