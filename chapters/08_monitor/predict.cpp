// Five things happen. Which of them does a monitor report?
#include <iostream>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "08_monitor/monitor.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> toast() { co_return; }

Task<> wait_for(Future<void> bell) { co_await std::move(bell); }

Task<> look_again(Timers& timers, const bool& done) {
  while (!done) co_await sleep_for(timers, 0s);
}

int main() {
  const monitor::Monitor watch([](const monitor::Report& report) { std::cout << report.text << '\n'; });
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  loop.on_report([](const std::string&) {});  // what the loop itself says is not asked here

  std::cout << "1. a callback of 90 ms\n";
  loop.post([&] { clock.advance(90ms); });
  loop.run();

  std::cout << "2. one of 110 ms\n";
  loop.post([&] { clock.advance(110ms); }, "dough");
  loop.run();

  std::cout << "3. a call of toast()\n";
  {
    const Task<> breakfast = toast();
  }

  std::cout << "4. a task that looks a hundred times whether something is done\n";
  bool done = false;
  const Future<void> looks = start(loop, look_again(timers, done), "impatient");
  for (int i = 0; i != 300; ++i) loop.run_one();
  done = true;
  loop.run();

  std::cout << "5. a task that waits for a bell that nobody rings\n";
  Promise<void> bell(loop, "the bell");
  const Future<void> waits = start(loop, wait_for(bell.get_future()), "guest");
  loop.run();
}
