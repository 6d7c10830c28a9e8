#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/any.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/drop.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct DestroyOn : worlds::TestOn, TimedWorld {
  Steps steps;
};
UNROLL_ON_VIRTUAL_WORLDS(DestroyOn, 4);

using worlds::Witness;

Task<int> waits(Timers& timers, Witness& witness, Witness::Token /*held*/) {
  const Witness::Token local = witness.token();
  for (int i = 0; i != 3; ++i) {
    co_await sleep_for(timers, TimedWorld::unit);
    witness.saw("slept");
  }
  co_return 3;
}

Task<std::string> counts(Timers& timers, Witness& witness, Witness::Token held) {
  const Witness::Token local = held;
  const int first = co_await waits(timers, witness, held);
  witness.saw("first");
  Future<int> beside = start(timers.loop(), waits(timers, witness, held));
  const int second = co_await waits(timers, witness, held);
  witness.saw("second");
  const int third = co_await std::move(beside);
  co_return std::to_string(first + second + third);
}

Task<void> fails_and_goes_on(Timers& timers, Witness& witness, Witness::Token held) {
  try {
    co_await waits(timers, witness, held);
    throw std::runtime_error("on the way");
  } catch (const std::runtime_error&) {
    witness.saw("caught");
  }
  const std::string text = co_await counts(timers, witness, held);
  witness.saw(text);
}

TEST_P(DestroyOn, AtEveryStepFreesAllAndRunsNothing) {
  const std::size_t jobs = worlds::drop_after_every_step([](TimedWorld& world, Witness& witness) {
    return start(world.loop, fails_and_goes_on(world.timers, witness, witness.token()));
  });
  EXPECT_GT(jobs, 10U);
}

TEST_P(DestroyOn, AtEveryStepOfTasksBehindFuturesToo) {
  const std::size_t jobs = worlds::drop_after_every_step([](TimedWorld& world, Witness& witness) {
    std::vector<Future<int>> both;
    both.push_back(start(world.loop, waits(world.timers, witness, witness.token())));
    both.push_back(start(world.loop, waits(world.timers, witness, witness.token()))
                       .then([held = witness.token()](int n) { return n + 1; }));
    return any(world.loop, std::move(both));
  });
  EXPECT_GT(jobs, 5U);
}

Task<void> level(Timers& timers, Steps& steps, int depth) {
  const Goodbye outside(steps, std::to_string(depth) + " outside");
  const Goodbye inside(steps, std::to_string(depth) + " inside");
  if (depth != 3) co_return co_await level(timers, steps, depth + 1);
  steps.push_back("waits");
  co_await sleep_for(timers, std::chrono::hours(1));
}

TEST_P(DestroyOn, CleansUpInnermostFirst) {
  Future<void> task = start(this->loop, level(this->timers, this->steps, 1));
  while (this->steps.empty()) ASSERT_TRUE(this->loop.run_one());
  task = {};
  EXPECT_EQ(this->steps,
            (Steps{"waits", "3 inside", "3 outside", "2 inside", "2 outside", "1 inside", "1 outside"}));
}

Task<void> waits_for(Loop& loop, Steps& steps, std::string name, Task<void> other) {
  const Goodbye local(steps, name);
  Future<void> started = start(loop, std::move(other));
  co_await std::move(started);
}

TEST_P(DestroyOn, CleansUpInnermostFirstAcrossStartedTasks) {
  Task<void> leaf = level(this->timers, this->steps, 3);
  Task<void> middle = waits_for(this->loop, this->steps, "middle", std::move(leaf));
  Future<void> task = start(this->loop, waits_for(this->loop, this->steps, "root", std::move(middle)));
  while (this->steps.empty()) ASSERT_TRUE(this->loop.run_one());
  task = {};
  EXPECT_EQ(this->steps, (Steps{"waits", "3 inside", "3 outside", "middle", "root"}));
}

Task<void> notes_its_end(Timers& timers, TimePoint& when) {
  const AtEnd note([&] { when = timers.clock().now(); });
  co_await sleep_for(timers, std::chrono::hours(1));
}

TEST_P(DestroyOn, RunsTheCleanUpsAtTheSameTimeOfTheClock) {
  TimePoint when = TimePoint::max();
  Future<void> task = start(this->loop, notes_its_end(this->timers, when));
  const Callback off = this->timers.call_later(TimedWorld::unit, [&] { task = {}; });
  this->run();
  EXPECT_EQ(when, TimePoint(TimedWorld::unit));
}

}  // namespace
}  // namespace unroll
