// The same three, each task in a scope. The scope keeps it, stops it when a sibling fails, and has ended when
// its function returns.
#include <stdexcept>
#include <string>

#include "02_callbacks/say.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct World {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
};

Task<> work(World& world, Duration takes, std::string done) {
  co_await sleep_for(world.timers, takes);
  say(world.clock, done);
}

Task<> charge(World& world) {
  co_await sleep_for(world.timers, 1s);
  throw std::runtime_error("the card has expired");
}

void send_mail(World& world, Scope& office) { office.spawn(work(world, 1s, "the mail is sent")); }

void a_dropped_handle() {
  std::cout << "A mail\n";
  World world;
  Scope office(world.loop);
  send_mail(world, office);
  world.loop.run();
}

Task<> order(World& world) {
  Scope steps(world.loop);
  steps.spawn(charge(world));
  steps.spawn(work(world, 3s, "the parcel is packed"));
  steps.spawn(work(world, 5s, "the parcel is on its way"));
  co_await steps.join();
}

void the_siblings_of_a_failure() {
  std::cout << "An order\n";
  World world;
  try {
    sync_wait(world.loop, order(world));
  } catch (const std::exception& error) {
    say(world.clock, error.what());
  }
  world.loop.run();
  std::cout << "  nothing was packed, nothing is on its way\n";
}

Task<> visit(World& world) {
  Scope guests(world.loop);
  guests.spawn(work(world, 3s, "the visitor drinks his tea"));
  co_await sleep_for(world.timers, 2s);
  co_await guests.join();
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
