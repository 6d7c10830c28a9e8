// A traffic light with a button. What would be a machine of states is a function again: where it stands in
// the text is the state it is in.
#include "02_callbacks/say.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> show(Timers& timers, const char* colour, Duration how_long) {
  say(timers.clock(), colour);
  co_await sleep_for(timers, how_long);
}

Task<> traffic_light(Timers& timers, Future<void> button) {
  while (true) {
    co_await show(timers, "green", 30s);
    co_await show(timers, "yellow", 3s);
    if (button.ready()) break;
    co_await show(timers, "red", 20s);
  }
  say(timers.clock(), "red, and the children cross the street");
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, traffic_light(timers, sleep_for(timers, 60s)), "traffic light");
}
