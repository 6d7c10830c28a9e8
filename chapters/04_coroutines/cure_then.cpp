// The same four, in coroutines. A loop is a loop, a local variable lives as long as its function, `co_await`
// is there or the compiler warns, and who waits in vain is named, with the line.
#include <memory>
#include <string>

#include "02_callbacks/say.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct World {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
};

Task<> one_round(World& world, std::shared_ptr<int>) { co_await sleep_for(world.timers, 1ms); }

Task<> rounds(World& world, int left, std::shared_ptr<int> alive) {
  for (; left > 0; --left) co_await one_round(world, alive);
  std::cout << "  after 1000 rounds " << alive.use_count() - 1 << " of them are still in memory\n";
}

void a_loop() {
  std::cout << "A loop\n";
  World world;
  sync_wait(world.loop, rounds(world, 1000, std::make_shared<int>()));
}

Task<> greet(World& world) {
  const std::string name = "Ada";
  co_await sleep_for(world.timers, 1s);
  say(world.clock, "hello " + name);
}

void a_local_variable() {
  std::cout << "A local variable\n";
  World world;
  sync_wait(world.loop, greet(world));
}

Task<> save(World& world) {
  co_await sleep_for(world.timers, 5s);
  say(world.clock, "saved");
}

Task<> save_all(World& world) {
  co_await sleep_for(world.timers, 1s);
  co_await save(
      world);  // without `co_await`: "warning: a task that is neither awaited nor started never runs"
  say(world.clock, "all is saved, it says");
}

void a_forgotten_return() {
  std::cout << "A forgotten return\n";
  World world;
  sync_wait(world.loop, save_all(world));
}

Task<> the_end(World& world, Future<void> promised) {
  co_await std::move(promised);
  say(world.clock, "the end");
}

void an_end_that_never_comes() {
  std::cout << "An end that never comes\n";
  World world;
  Promise<void> promise(world.loop);
  try {
    sync_wait(world.loop, the_end(world, promise.get_future()), "the end");
  } catch (const Stalled& report) {
    std::cout << report.what();
  }
}

int main() {
  a_loop();
  a_local_variable();
  a_forgotten_return();
  an_end_that_never_comes();
}
