#include <gtest/gtest.h>

#include <utility>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/with_time.hpp"

namespace unroll {
namespace {

// In a release build there is no assertion, and whoever does this is lost.
#ifndef NDEBUG
Task<void> drops_itself(Timers& timers, Future<void>& self) {
  co_await sleep_for(timers, worlds::FakeTime::unit);
  self = {};
}

Task<void> calls(Task<void> other) { co_await std::move(other); }

void run_to_death(bool nested) {
  worlds::FakeTime world;
  Future<void> self;
  Task<void> task = drops_itself(world.timers, self);
  self = start(world.loop, nested ? calls(std::move(task)) : std::move(task));
  world.loop.run();
}

TEST(SelfDestroyDeathTest, ATaskThatDestroysItselfIsCaught) {
  EXPECT_DEATH(run_to_death(false), "a task must not destroy itself while it runs");
}

TEST(SelfDestroyDeathTest, ATaskThatDestroysWhoAwaitsItIsCaught) {
  EXPECT_DEATH(run_to_death(true), "a task must not destroy itself while it runs");
}
#endif

Task<void> drops_itself_at_once(Future<void>& self, Steps& steps, Timers& timers) {
  const Goodbye local(steps, "clean-up");
  self = {};
  steps.push_back("goes on to its first wait");
  co_await sleep_for(timers, worlds::FakeTime::unit);
  steps.push_back("never");
}

TEST(SelfDestroy, InItsFirstTurnATaskGoesOnToItsFirstWait) {
  worlds::FakeTime world;
  Future<void> self;
  Steps steps;
  self = start(world.loop, drops_itself_at_once(self, steps, world.timers));
  world.loop.run();
  EXPECT_EQ(steps, (Steps{"goes on to its first wait", "clean-up"}));
}

}  // namespace
}  // namespace unroll
