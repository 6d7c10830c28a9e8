// What a monitor knows: who waits for whom at any moment, and how the loop has spent its time.
#include <iostream>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "08_monitor/monitor.hpp"
#include "08_monitor/views.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> oven(Timers& timers, Promise<void> bread) {
  co_await sleep_for(timers, 40s);
  bread.set_value();
}

Task<> guest(Future<void> bread) { co_await std::move(bread); }

Task<> inn(Timers& timers) {
  Promise<void> bread(timers.loop(), "bread");
  Future<void> baked = bread.get_future();
  Scope house(timers.loop());
  house.spawn(guest(std::move(baked)), "guest");
  house.spawn(oven(timers, std::move(bread)), "oven");
  co_await house.join();
}

int main() {
  monitor::Monitor watch([](const monitor::Report&) {});
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  monitor::Output out([](void*, const char* text,
                         std::size_t size) { std::cout.write(text, static_cast<std::streamsize>(size)); },
                      nullptr);
  const Callback ask = timers.call_later(10s, [&] { watch.dump(out); });
  sync_wait(loop, inn(timers), "inn");
  figures_as_text(out, watch.figures());
}
