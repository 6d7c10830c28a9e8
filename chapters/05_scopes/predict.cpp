// A scope is left without a `join`. Write down what is printed, and when, before you run it.
#include <string>

#include "02_callbacks/say.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct Guest {
  const Clock& clock;
  std::string name;
  ~Guest() { say(clock, name + " goes"); }
};

Task<> guest(Timers& timers, std::string name, Duration stays) {
  const Guest here{timers.clock(), name};
  say(timers.clock(), name + " comes");
  co_await sleep_for(timers, stays);
  say(timers.clock(), name + " has eaten");
}

Task<> party(Timers& timers) {
  {
    Scope house(timers.loop());
    house.spawn(guest(timers, "Anna", 1s));
    house.spawn(guest(timers, "Boris", 3s));
    say(timers.clock(), "the door is open");
    co_await sleep_for(timers, 2s);
    house.spawn(guest(timers, "Clara", 1s));
  }
  say(timers.clock(), "the house is empty");
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, party(timers));
}
