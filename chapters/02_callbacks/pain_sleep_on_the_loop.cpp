// With nothing but a queue, "later" can be said in two ways: sleep in a job, and nobody else runs; or leave
// it to somebody outside, and the loop does not know that there is anything left to wait for.
#include <vector>

#include "01_queue/loop.hpp"
#include "02_callbacks/say.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct World {
  Loop loop{};
  FakeClock clock{};
};

void save(World& world) {
  world.loop.post([&] { world.clock.advance(5s); });  // sleeps for five seconds, in a job
  world.loop.post([&] { say(world.clock, "saved"); });
}

void two_saves() {
  std::cout << "Two saves of 5 s each\n";
  World world;
  save(world);
  save(world);
  world.loop.run();
  std::cout << "  one after the other: 10 s\n";
}

void a_change_of_mind() {
  std::cout << "A save that is called off at once\n";
  World world;
  save(world);
  world.loop.post([&] { say(world.clock, "never mind"); });
  world.loop.run();
  std::cout << "  too late: what is queued cannot be taken back\n";
}

void an_answer_from_outside() {
  std::cout << "An answer that somebody else will post\n";
  World world;
  std::vector<Job> device;  // will post its jobs when 5 s have passed
  world.loop.post([&] { device.emplace_back([&] { say(world.clock, "the answer"); }); });
  world.loop.run();
  say(world.clock, "run has returned");
  std::cout << "  " << device.size() << " answer outstanding: it will never be printed\n";
}

int main() {
  two_saves();
  a_change_of_mind();
  an_answer_from_outside();
}
