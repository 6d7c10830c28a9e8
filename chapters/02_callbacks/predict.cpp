// Six lines want to be printed, each with its time. Write down which come, in which order, and when, before
// you run it.
#include "02_callbacks/say.hpp"
#include "02_callbacks/timers.hpp"

using namespace std::chrono_literals;
using namespace unroll;

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);

  Callback two = timers.call_later(2s, [&] { say(clock, "after two seconds"); });
  Callback one = timers.call_later(1s, [&] {
    say(clock, "after one second");
    clock.advance(3s);  // works for three seconds
  });
  {
    Callback third = timers.call_later(1s, [&] { say(clock, "also after one second"); });
  }
  Callback zero = timers.call_later(0s, [&] { say(clock, "after no time"); });
  loop.post([&] { say(clock, "posted"); });
  say(clock, "main");
  loop.run();
}
