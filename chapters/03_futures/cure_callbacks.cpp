// The same three, in futures. An error goes to whoever has the future, a value is set once, and what waits
// for it runs in a job of its own, always.
#include <map>
#include <stdexcept>
#include <string>

#include "02_callbacks/say.hpp"
#include "03_futures/sleep_for.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct World {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
  std::map<int, std::string> cache{};
};

void an_error_goes_nowhere() {
  std::cout << "An error\n";
  World world;
  Future<void> asked = sleep_for(world.timers, 1s).then([] { throw std::runtime_error("no such user"); });
  world.loop.run();
  try {
    asked.get();
  } catch (const std::exception& error) {
    say(world.clock, std::string("caught by who asked: ") + error.what());
  }
}

Future<std::string> pay(World& world, bool card_expired) {
  return sleep_for(world.timers, 1s).then([card_expired]() -> std::string {
    if (card_expired) throw std::runtime_error("the card has expired");
    return "paid, the parcel is on its way";
  });
}

void called_twice() {
  std::cout << "A callback called twice\n";
  World world;
  Future<void> paid = pay(world, true).then([&](Future<std::string> answer) {
    try {
      say(world.clock, answer.get());
    } catch (const std::exception& error) {
      say(world.clock, error.what());
    }
  });
  world.loop.run();
  Promise<std::string> promise(world.loop);
  promise.set_value("once");
  try {
    promise.set_value("twice");
  } catch (const std::exception& error) {
    say(world.clock, error.what());
  }
}

Future<std::string> name_of(World& world, int user) {
  if (world.cache.contains(user)) {
    Promise<std::string> known(world.loop);
    known.set_value(world.cache[user]);
    return known.get_future();
  }
  return sleep_for(world.timers, 1s).then([&world, user] { return world.cache[user] = "Ada"; });
}

void sometimes_at_once() {
  std::cout << "A callback called at once, but only sometimes\n";
  World world;
  for (const char* time : {"first", "second"}) {
    Future<void> answer =
        name_of(world, 7).then([&](std::string name) { say(world.clock, "the name is " + name); });
    say(world.clock, std::string("asked for the ") + time + " time");
    world.loop.run();
  }
}

int main() {
  an_error_goes_nowhere();
  called_twice();
  sometimes_at_once();
}
