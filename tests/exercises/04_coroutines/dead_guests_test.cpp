#include "04_coroutines/dead_guests.hpp"

#include <chrono>
#include <memory>
#include <optional>

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using unroll::check::in_order;
using unroll::check::Lines;
using unroll::check::Seen;

struct World {
  /// The names and the function die before this returns. They are long, so that they lie on the heap.
  Future<void> ask(const Lines& who, std::shared_ptr<int> held = nullptr) {
    auto names = std::make_unique<std::vector<std::string>>();
    for (const std::string& name : who) names->push_back(name + ", who has come a very long way");
    auto say = std::make_unique<Say>([this, held](std::string line) {
      if (line.size() > 30) line.resize(line.size() - 30);
      seen(std::move(line));
    });
    Future<void> end = greet_all(timers, *names, *say);
    for (std::string& name : *names) name.assign(name.size(), '?');
    *say = [this](const std::string&) { seen("a dead function says something"); };
    return end;
  }

  Seen seen;
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
};

TEST(DeadGuests, GreetsEachASecondLater) {
  World world;
  Future<void> end = world.ask({"Ada", "Bob", "Cy"});
  EXPECT_TRUE(world.seen.empty()) << "nobody is greeted before the second is over";
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"hello Ada", "hello Bob", "hello Cy"})) << "each by name, in their order";
  EXPECT_TRUE(end.ready()) << "and then it is over";
}

TEST(DeadGuests, GreetsAllAtTheSameTime) {
  World world;
  Future<void> end = world.ask({"Ada", "Bob", "Cy"});
  world.loop.run();
  EXPECT_EQ(world.clock.now(), TimePoint(1s)) << "they wait at the same time, not one after the other";
}

TEST(DeadGuests, GreetsNobodyIfThereIsNobody) {
  World world;
  Future<void> end = world.ask({});
  world.loop.run();
  EXPECT_TRUE(world.seen.empty()) << "there are no names";
  EXPECT_TRUE(end.ready()) << "and it ends";
}

TEST(DeadGuests, TwoCallsKnowNothingOfEachOther) {
  World world;
  Future<void> one = world.ask({"Ada", "Bob"});
  Future<void> other = world.ask({"Cy", "Di"});
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"hello Ada", "hello Bob", "hello Cy", "hello Di"}))
      << "each call greets its own guests";
}

TEST(DeadGuests, DestroyingTheFutureLeavesNothing) {
  World world;
  auto held = std::make_shared<int>(0);
  Future<void> end = world.ask({"Ada", "Bob"}, held);
  for (int job = 0; job != 2; ++job) world.loop.run_one();  // both have begun
  end = {};
  EXPECT_EQ(held.use_count(), 1) << "what a coroutine was given dies with it";
  world.loop.run();
  EXPECT_TRUE(world.seen.empty()) << "who was called off is not greeted";
}

}  // namespace
