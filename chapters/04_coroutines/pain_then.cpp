// Futures put steps into a row. But a loop, a local variable, a `return` and an end that never comes are not
// steps, and each of them goes wrong in its own quiet way.
#include <memory>
#include <string>

#include "02_callbacks/say.hpp"
#include "03_futures/sleep_for.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct World {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
};

Future<void> rounds(World& world, int left, std::shared_ptr<int> alive) {
  if (left == 0) {
    std::cout << "  after 1000 rounds " << alive.use_count() - 1 << " of them are still in memory\n";
    return sleep_for(world.timers, 0s);
  }
  return sleep_for(world.timers, 1ms).then([&world, left, alive] { return rounds(world, left - 1, alive); });
}

void a_loop() {
  std::cout << "A loop\n";
  World world;
  Future<void> loop = rounds(world, 1000, std::make_shared<int>());
  world.loop.run();
}

Future<void> greet(World& world) {
  const auto name = std::make_shared<std::string>("Ada");  // plays a local variable, so that we can look
  return sleep_for(world.timers, 1s).then([&world, name = std::weak_ptr<std::string>(name)] {
    say(world.clock, name.expired() ? "hello … who was it? the variable is gone" : "hello " + *name.lock());
  });
}

void a_local_variable() {
  std::cout << "A local variable\n";
  World world;
  Future<void> greeted = greet(world);
  world.loop.run();
}

Future<void> save(World& world) {
  return sleep_for(world.timers, 5s).then([&world] { say(world.clock, "saved"); });
}

void a_forgotten_return() {
  std::cout << "A forgotten return\n";
  World world;
  Future<void> end =
      sleep_for(world.timers, 1s).then([&world] { Future<void> saving = save(world); }).then([&world] {
        say(world.clock, "all is saved, it says");
      });
  world.loop.run();
}

void an_end_that_never_comes() {
  std::cout << "An end that never comes\n";
  World world;
  Promise<void> promise(world.loop);
  Future<void> end = promise.get_future().then([&world] { say(world.clock, "the end"); });
  world.loop.run();
  std::cout << "  run has returned, nothing has happened, and nobody says a word\n";
}

int main() {
  a_loop();
  a_local_variable();
  a_forgotten_return();
  an_end_that_never_comes();
}
