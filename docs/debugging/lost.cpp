// A lost wake-up: somebody looks, awaits something else, and then waits for what has happened in between.
#include <iostream>
#include <optional>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct Door {
  bool open = false;
  std::optional<Promise<void>> bell{};  // of whoever waits
};

Task<> enter(Timers& timers, Door& door) {
  const bool open = door.open;     // looks
  co_await sleep_for(timers, 2s);  // takes off his coat; meanwhile it is opened
  if (!open) {                     // the bug
    door.bell = Promise<void>(timers.loop(), "bell");
    co_await door.bell->get_future();
  }
  std::cout << "the guest is in\n";
}

Task<> unlock(Timers& timers, Door& door) {
  co_await sleep_for(timers, 1s);
  door.open = true;
  if (door.bell) door.bell->set_value();
  std::cout << "the door is open\n" << std::flush;
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  Door door;
  const Future<void> guest = start(loop, enter(timers, door), "guest");
  const Future<void> host = start(loop, unlock(timers, door), "host");
  loop.run();
}
