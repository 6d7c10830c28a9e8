#include "05_scopes/with_timeout.hpp"

#include <functional>
#include <memory>
#include <string>

#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using check::in_order;

struct World {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
  check::Seen seen{};
  auto seconds() const {
    return std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count();
  }
  void tell(const std::string& what) { seen(std::to_string(seconds()) + " s: " + what); }
};

struct Gone {
  World& world;
  ~Gone() { world.tell("the task is gone"); }
};

using Box = std::unique_ptr<int>;

Task<Box> work(World& world, Duration takes, bool fails = false) {
  const Gone gone{world};
  world.tell("the task begins");
  co_await sleep_for(world.timers, takes);
  world.tell("the work is done");
  if (fails) throw std::runtime_error("the work has failed");
  co_return std::make_unique<int>(7);
}

Task<> hears(World& world, Future<Box> result) {
  try {
    const Box box = co_await std::move(result);
    world.tell("hears of " + std::to_string(*box));
  } catch (const std::exception& error) {
    world.tell(std::string("hears: ") + error.what());
  }
}

void runs(World& world, Duration limit, Task<Box> task) {
  sync_wait(world.loop, hears(world, with_timeout(world.timers, limit, std::move(task))));
}

TEST(WithTimeout, BringsTheResultAsSoonAsItIsThere) {
  World world;
  runs(world, 5s, work(world, 2s));
  EXPECT_TRUE(in_order(world.seen, {"0 s: the task begins", "2 s: the work is done", "2 s: the task is gone",
                                    "2 s: hears of 7"}))
      << "in time, it is as if there were no limit";
}

TEST(WithTimeout, BringsTheTasksOwnError) {
  World world;
  runs(world, 5s, work(world, 2s, true));
  EXPECT_TRUE(in_order(world.seen, {"0 s: the task begins", "2 s: the work is done", "2 s: the task is gone",
                                    "2 s: hears: the work has failed"}))
      << "a task that fails in time has not timed out";
}

TEST(WithTimeout, AtTheLimitTheTaskIsCancelled) {
  World world;
  Future<Box> result = with_timeout(world.timers, 3s, work(world, 8s));
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"0 s: the task begins", "3 s: the task is gone"}))
      << "at second 3 the task is cancelled; nothing of it runs on, whether somebody has asked already or "
         "not";
  EXPECT_THROW((void)result.get(), TimedOut) << "the future brings TimedOut";
}

/// What it waits for was armed before the limit: at the same time it comes first.
Task<Box> works_until(World& world, Future<void> moment) {
  const Gone gone{world};
  co_await std::move(moment);
  world.tell("the work is done");
  co_return std::make_unique<int>(7);
}

TEST(WithTimeout, WhatHasEndedWhenTheLimitComesIsBrought) {
  World world;
  runs(world, 3s, works_until(world, sleep_for(world.timers, 3s)));
  EXPECT_TRUE(in_order(world.seen, {"3 s: the work is done", "3 s: the task is gone", "3 s: hears of 7"}))
      << "the task had ended, and the news of it stood in the queue behind that of the limit; what is "
         "thrown away here nobody else can have";
}

TEST(WithTimeout, WhatHasNotEndedWhenTheLimitComesRunsNoFurther) {
  World world;
  runs(world, 3s, work(world, 3s));
  EXPECT_TRUE(
      in_order(world.seen, {"0 s: the task begins", "3 s: the task is gone", "3 s: hears: timed out"}))
      << "at the same time of the clock the limit came first, for it was armed first";
}

Task<> works_without_a_result(World& world) { co_await sleep_for(world.timers, 1s); }

TEST(WithTimeout, ATaskNeedNotBringAnything) {
  World world;
  Future<void> in_time = with_timeout(world.timers, 2s, works_without_a_result(world));
  Future<void> late = with_timeout(world.timers, 500ms, works_without_a_result(world));
  world.loop.run();
  EXPECT_NO_THROW(in_time.get()) << "it takes one second, and has two";
  EXPECT_THROW(late.get(), TimedOut) << "it takes one second, and has the half of it";
}

TEST(WithTimeout, LeavesNoLimitBehind) {
  World world;
  Future<Box> result = with_timeout(world.timers, 1h, work(world, 2s));
  world.loop.run();
  EXPECT_EQ(world.seconds(), 2) << "the loop went on waiting for a limit that concerns nobody";
  EXPECT_EQ(*result.get(), 7) << "and the result lies there until it is taken";
}

TEST(WithTimeout, KnowsNothingOfAnother) {
  World world;
  Future<Box> late = with_timeout(world.timers, 3s, work(world, 8s));
  Future<Box> in_time = with_timeout(world.timers, 5s, work(world, 4s));
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"0 s: the task begins", "0 s: the task begins", "3 s: the task is gone",
                                    "4 s: the work is done", "4 s: the task is gone"}))
      << "each has its own limit: for the first the time is up, the second goes on";
  EXPECT_THROW((void)late.get(), TimedOut) << "the first was too late";
  EXPECT_EQ(*in_time.get(), 7) << "the second was not";
}

TEST(WithTimeout, CountsTheLimitFromTheCall) {
  World world;
  Future<Box> result = with_timeout(world.timers, 3s, work(world, 8s));
  world.clock.advance(2s);
  sync_wait(world.loop, hears(world, std::move(result)));
  EXPECT_EQ(world.seconds(), 3) << "two seconds had passed before the task began: one is left";
}

TEST(WithTimeout, BeginsInAJobOfItsOwn) {
  World world;
  const Future<Box> result = with_timeout(world.timers, 3s, work(world, 1s));
  EXPECT_TRUE(world.seen.empty()) << "the call itself runs nothing of the task";
}

TEST(WithTimeout, DestroyingTheFutureCancelsTheTask) {
  World world;
  Future<Box> result = with_timeout(world.timers, 5s, work(world, 8s));
  const Callback change_of_mind = world.timers.call_later(2s, [&] { result = {}; });
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"0 s: the task begins", "2 s: the task is gone"}))
      << "whoever waits owns";
  EXPECT_EQ(world.seconds(), 2) << "with the task its limit has gone";
}

/// What is asked when the task goes. The future lies where the clean-up of its own task can reach it.
struct AtItsEnd {
  std::function<void()> function;
  ~AtItsEnd() { function(); }
};

Task<Box> ends_with(World& world, std::function<void()> function) {
  const AtItsEnd at_its_end{std::move(function)};
  co_await sleep_for(world.timers, 8s);
  co_return nullptr;
}

TEST(WithTimeout, IsNotReadyAsLongAsTheTaskIsThere) {
  World world;
  Future<Box> result;
  bool ready = true;
  result = with_timeout(world.timers, 3s, ends_with(world, [&] { ready = result.ready(); }));
  world.loop.run();
  EXPECT_FALSE(ready) << "the task's clean-up has seen that the future had the news already";
  EXPECT_THROW((void)result.get(), TimedOut) << "and then it brings TimedOut";
}

TEST(WithTimeout, ACleanUpMayDestroyTheFuture) {
  World world;
  world.loop.on_report([&](const std::string& what) { world.tell("reported: " + what); });
  Future<Box> result;
  result = with_timeout(world.timers, 3s, ends_with(world, [&] {
                          if (world.seconds() != 3 || !result.valid()) return;
                          result = {};
                          world.tell("dropped");
                        }));
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"3 s: dropped"}))
      << "nobody is left to be told, nothing breaks, and nothing is lost";
}

}  // namespace
