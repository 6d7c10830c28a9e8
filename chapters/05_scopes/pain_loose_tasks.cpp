// Tasks are easy to start, and then belong to nobody in particular: one is dropped, one runs on although all
// is lost, one is still at work when its function has long returned.
#include <stdexcept>
#include <string>
#include <vector>

#include "02_callbacks/say.hpp"
#include "03_futures/all.hpp"
#include "03_futures/several.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct World {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
  std::vector<Future<void>> background{};
};

Task<> work(World& world, Duration takes, std::string done) {
  co_await sleep_for(world.timers, takes);
  say(world.clock, done);
}

Task<> charge(World& world) {
  co_await sleep_for(world.timers, 1s);
  throw std::runtime_error("the card has expired");
}

void send_mail(World& world) {
  Future<void> sending = start(world.loop, work(world, 1s, "the mail is sent"));
}

void a_dropped_handle() {
  std::cout << "A mail\n";
  World world;
  send_mail(world);
  world.loop.run();
  std::cout << "  was never sent: its future died with the function that started it\n";
}

Task<> order(World& world) {
  Loop& loop = world.loop;
  co_await all(loop, Several{start(loop, charge(world)), start(loop, work(world, 3s, "the parcel is packed")),
                             start(loop, work(world, 5s, "the parcel is on its way"))});
}

void the_siblings_of_a_failure() {
  std::cout << "An order\n";
  World world;
  try {
    sync_wait(world.loop, order(world));
  } catch (const std::exception& error) {
    say(world.clock, error.what());
  }
}

Task<> visit(World& world) {
  world.background.push_back(start(world.loop, work(world, 3s, "the visitor drinks his tea")));
  co_await sleep_for(world.timers, 2s);
  say(world.clock, "the visit is over, the house is locked");
}

void work_that_outlives_its_function() {
  std::cout << "A visit\n";
  World world;
  sync_wait(world.loop, visit(world));
  world.loop.run();
}

int main() {
  a_dropped_handle();
  the_siblings_of_a_failure();
  work_that_outlives_its_function();
}
