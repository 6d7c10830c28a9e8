// The same three, with a place where jobs wait for their time. The loop sleeps only when nobody has anything
// to do, ends only when nobody waits, and whoever waits can change his mind.
#include "02_callbacks/say.hpp"
#include "02_callbacks/timers.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct World {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
};

Callback save(World& world) {
  return world.timers.call_later(5s, [&] { say(world.clock, "saved"); });
}

void two_saves() {
  std::cout << "Two saves of 5 s each\n";
  World world;
  Callback one = save(world);
  Callback two = save(world);
  world.loop.run();
  std::cout << "  at once: 5 s\n";
}

void a_change_of_mind() {
  std::cout << "A save that is called off at once\n";
  World world;
  Callback saving = save(world);
  world.loop.post([&] {
    say(world.clock, "never mind");
    saving.call_off();
  });
  world.loop.run();
  std::cout << "  nothing was saved, and nobody slept\n";
}

void an_answer_from_outside() {
  std::cout << "An answer that somebody else will post\n";
  World world;
  Callback answer = world.timers.call_later(5s, [&] { say(world.clock, "the answer"); });
  world.loop.run();
  say(world.clock, "run has returned");
  std::cout << "  it ended by itself, but not before the answer was there\n";
}

int main() {
  two_saves();
  a_change_of_mind();
  an_answer_from_outside();
}
