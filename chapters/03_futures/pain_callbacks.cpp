// Callbacks are a promise that nobody checks: to be called once, later, and to be told of errors. Here each
// part of it is broken, in ways that real libraries have broken it.
#include <functional>
#include <map>
#include <stdexcept>
#include <string>

#include "02_callbacks/say.hpp"
#include "02_callbacks/timers.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct World {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
  Callback step{};
  std::map<int, std::string> cache{};
};

using Name = std::function<void(std::string)>;

void an_error_goes_nowhere() {
  std::cout << "An error\n";
  World world;
  try {
    world.step = world.timers.call_later(1s, [] { throw std::runtime_error("no such user"); });
  } catch (const std::exception& error) {
    say(world.clock, std::string("caught by who asked: ") + error.what());
  }
  try {
    world.loop.run();
  } catch (const std::exception& error) {
    say(world.clock, std::string("caught by who runs the loop: ") + error.what());
  }
  std::cout << "  who asked has long returned, and will never know\n";
}

void pay(World& world, bool card_expired, std::function<void(std::string)> done) {
  world.step = world.timers.call_later(1s, [card_expired, done] {
    if (card_expired) done("the card has expired");  // and a `return` is forgotten
    done("paid, the parcel is on its way");
  });
}

void called_twice() {
  std::cout << "A callback called twice\n";
  World world;
  pay(world, true, [&](std::string answer) { say(world.clock, answer); });
  world.loop.run();
  std::cout << "  nobody paid, and the parcel is on its way\n";
}

void name_of(World& world, int user, Name done) {
  if (world.cache.contains(user)) return done(world.cache[user]);  // here and now
  world.step = world.timers.call_later(1s, [&world, user, done] { done(world.cache[user] = "Ada"); });
}

void sometimes_at_once() {
  std::cout << "A callback called at once, but only sometimes\n";
  World world;
  for (const char* time : {"first", "second"}) {
    name_of(world, 7, [&](std::string name) { say(world.clock, "the name is " + name); });
    say(world.clock, std::string("asked for the ") + time + " time");
    world.loop.run();
  }
  std::cout << "  the second answer came before its question was finished\n";
}

int main() {
  an_error_goes_nowhere();
  called_twice();
  sometimes_at_once();
}
