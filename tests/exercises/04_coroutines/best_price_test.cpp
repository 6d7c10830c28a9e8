#include "04_coroutines/best_price.hpp"

#include <chrono>
#include <exception>
#include <functional>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using unroll::check::in_order;
using unroll::check::Seen;

/// Says that a shop was still at work when it was destroyed.
struct Closing {
  Seen& seen;
  const std::string name;
  bool answered = false;
  Closing(Seen& told, std::string who) : seen(told), name(std::move(who)) {}
  Closing(const Closing&) = delete;
  Closing& operator=(const Closing&) = delete;
  ~Closing() {
    if (!answered) seen(name + " is called off");
  }
};

Task<int> shop(Timers& timers, Seen& seen, std::string name, Duration time, int price) {
  Closing closing(seen, name);
  seen("ask " + name);
  co_await sleep_for(timers, time);
  closing.answered = true;
  if (price < 0) throw std::runtime_error("closed today");
  co_return price;
}

struct World {
  World() {
    loop.on_report([this](const std::string& what) { seen("reported: " + what); });
  }

  /// Who takes `time` and then names a price; or fails, if that is negative.
  void add(std::string name, Duration time, int price) {
    shops.push_back([this, name, time, price] { return shop(timers, seen, name, time, price); });
  }
  std::string outcome() {
    try {
      return std::to_string(sync_wait(loop, best_price(timers, shops)));
    } catch (const NoPrice&) {
      return "no price";
    } catch (const std::exception& error) {
      return error.what();
    }
  }

  Seen seen;
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
  std::vector<Shop> shops;
};

TEST(BestPrice, BringsTheLowest) {
  World world;
  world.add("a", 1s, 450);
  world.add("b", 1s, 300);
  world.add("c", 1s, 500);
  EXPECT_EQ(world.outcome(), "300") << "the cheapest of three";
}

TEST(BestPrice, AsksAllAtTheSameTime) {
  World world;
  world.add("a", 1s, 450);
  world.add("b", 2s, 500);
  EXPECT_EQ(world.outcome(), "450") << "both have answered in time";
  EXPECT_TRUE(in_order(world.seen, {"ask a", "ask b"})) << "and nobody is called off";
  EXPECT_LT(world.clock.now(), TimePoint(3s)) << "one second and two, at the same time, are two";
}

TEST(BestPrice, EndsWhenAllHaveAnswered) {
  World world;
  world.add("a", 2s, 450);
  world.add("b", 1s, -1);
  EXPECT_EQ(world.outcome(), "450") << "the other has failed";
  EXPECT_EQ(world.clock.now(), TimePoint(2s))
      << "to fail is an answer too: there is nothing left to wait for";
}

TEST(BestPrice, WaitsForThreeSecondsAtMost) {
  World world;
  world.add("a", 1s, 450);
  world.add("b", 100s, 100);
  world.outcome();
  EXPECT_EQ(world.clock.now(), TimePoint(3s)) << "who is late is not waited for";
}

TEST(BestPrice, LeavesOutWhoIsTooLate) {
  World world;
  world.add("a", 1s, 450);
  world.add("b", 5s, 100);
  world.add("c", 2s, 400);
  EXPECT_EQ(world.outcome(), "400") << "the cheapest of those who answered in time";
}

TEST(BestPrice, WhoIsTooLateIsCalledOff) {
  World world;
  world.add("a", 1s, 450);
  world.add("b", 5s, 100);
  EXPECT_EQ(world.outcome(), "450") << "the only one in time";
  EXPECT_TRUE(in_order(world.seen, {"ask a", "ask b", "b is called off"})) << "it is destroyed by then";
}

TEST(BestPrice, LeavesOutWhoFails) {
  World world;
  world.add("a", 1s, -1);
  world.add("b", 2s, 450);
  EXPECT_EQ(world.outcome(), "450") << "one shop failed, and the others did not";
  EXPECT_TRUE(in_order(world.seen, {"ask a", "ask b"})) << "and nothing is reported";
}

Task<int> fails(Timers& timers, const std::function<void()>& how) {
  co_await sleep_for(timers, 1s);
  how();
  co_return 100;
}

TEST(BestPrice, LeavesOutWhoFailsInAnyWay) {
  const std::vector<std::function<void()>> ways = {
      [] { throw std::logic_error("no shop"); },
      [] { throw std::bad_alloc(); },
      [] { throw std::exception(); },
      [] { throw 1; },
  };
  for (const std::function<void()>& how : ways) {
    World world;
    world.add("a", 2s, 450);
    world.shops.push_back([&] { return fails(world.timers, how); });
    EXPECT_EQ(world.outcome(), "450") << "whatever error it was, it is one shop's, and the other has a price";
    EXPECT_TRUE(in_order(world.seen, {"ask a"})) << "and nothing is reported";
    EXPECT_EQ(world.clock.now(), TimePoint(2s)) << "it has answered by that, and is not waited for";
  }
}

TEST(BestPrice, ThrowsNoPriceIfThereIsNone) {
  World nobody;
  EXPECT_EQ(nobody.outcome(), "no price") << "there is no shop";
  World world;
  world.add("a", 1s, -1);
  world.add("b", 5s, 100);
  EXPECT_EQ(world.outcome(), "no price") << "one failed, one is too late";
}

TEST(BestPrice, DestroyingItCallsAllOff) {
  World world;
  world.add("a", 1s, 450);
  world.add("b", 2s, 300);
  Future<int> best = start(world.loop, best_price(world.timers, world.shops));
  Future<void> stop = sleep_for(world.timers, 500ms).then([&] { best = {}; });
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"ask a", "ask b", "a is called off", "b is called off"}))
      << "nobody wants a price any more";
  EXPECT_EQ(world.clock.now(), TimePoint(500ms)) << "so there is nothing to wait for";
}

}  // namespace
