// Breakfast: four things that happen later, one of which is called off. Nobody waits, yet all is done in
// time.
#include "02_callbacks/say.hpp"
#include "02_callbacks/timers.hpp"

using namespace std::chrono_literals;
using namespace unroll;

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);

  Callback tea = timers.call_later(4min, [&] { say(clock, "tea is ready"); }, "tea");
  Callback eggs = timers.call_later(6min, [&] { say(clock, "eggs are done"); }, "eggs");
  Callback toast = timers.call_later(5min, [&] { say(clock, "toast pops up"); }, "toast");
  auto doorbell = [&] {
    say(clock, "the doorbell: fresh rolls! no toast then");
    toast.call_off();
  };
  Callback rolls = timers.call_later(3min, doorbell, "doorbell");

  say(clock, "good morning");
  loop.run();
  say(clock, "breakfast");
}
