// The same kitchen, watched: whoever holds the cook up is named, with the line from which he did.
#include <string>

#include "02_callbacks/say.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "08_monitor/monitor.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct Kitchen {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
};

Task<> beat(Kitchen& kitchen, int times) {
  for (int i = 1; i <= times; ++i) {
    const TimePoint due = kitchen.timers.after(100ms);
    co_await sleep_for(kitchen.timers, 100ms);
    const auto late = std::chrono::duration_cast<std::chrono::milliseconds>(kitchen.clock.now() - due);
    say(kitchen.clock, late == 0ms ? "beat" : "beat, " + std::to_string(late.count()) + " ms late");
  }
}

Task<> add_up_the_bill(Kitchen& kitchen) {
  co_await sleep_for(kitchen.timers, 230ms);
  kitchen.clock.advance(150ms);  // work, played: while it lasts, nobody else can do anything
  co_await sleep_for(kitchen.timers, 10ms);
}

Task<> peel_a_potato(Kitchen& kitchen) {
  co_await sleep_for(kitchen.timers, 570ms);
  kitchen.clock.advance(60ms);
}

Task<> evening(Kitchen& kitchen) {
  Scope scope(kitchen.loop);
  scope.spawn(beat(kitchen, 8), "cook");
  scope.spawn(add_up_the_bill(kitchen), "waiter");
  for (int i = 0; i != 20; ++i) scope.spawn(peel_a_potato(kitchen), "help");
  co_await scope.join();
}

void tell(const monitor::Report& report) { std::cout << "monitor: " << report.text << '\n'; }

int main() {
  const monitor::Monitor watch(tell);
  Kitchen kitchen;
  sync_wait(kitchen.loop, evening(kitchen));
}
