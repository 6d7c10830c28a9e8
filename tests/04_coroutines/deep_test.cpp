#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/with_time.hpp"

namespace unroll {
namespace {

struct Deep : testing::Test, worlds::FakeTime {
  const std::shared_ptr<int> token = std::make_shared<int>(0);
};

Task<int> at_once(int depth, std::shared_ptr<int> held) {
  if (depth == 0) co_return 0;
  co_return 1 + co_await at_once(depth - 1, held);
}

TEST_F(Deep, AChainThatNeverSuspendsDoesNotOverflowTheStack) {
  EXPECT_EQ(sync_wait(loop, at_once(deep, token)), deep);
  EXPECT_EQ(token.use_count(), 1);
}

Task<int> after_a_sleep(Timers& timers, int depth, std::shared_ptr<int> held) {
  if (depth == 0) {
    co_await sleep_for(timers, worlds::FakeTime::unit);
    co_return 0;
  }
  co_return 1 + co_await after_a_sleep(timers, depth - 1, held);
}

TEST_F(Deep, AChainThatWaitsAtItsLeafEndsWithoutOverflow) {
  EXPECT_EQ(sync_wait(loop, after_a_sleep(timers, deep, token)), deep);
  EXPECT_EQ(token.use_count(), 1);
}

TEST_F(Deep, AChainThatWaitsAtItsLeafIsDestroyedWithoutOverflow) {
  Future<int> task = start(loop, after_a_sleep(timers, deep, token));
  while (clock.now() == TimePoint() && loop.run_one() && token.use_count() <= deep) {
  }
  EXPECT_EQ(token.use_count(), deep + 2);
  task = {};
  EXPECT_EQ(token.use_count(), 1);
}

Task<void> fails_below(int depth) {
  if (depth == 0) throw std::runtime_error("from the bottom");
  co_await fails_below(depth - 1);
}

TEST_F(Deep, AnErrorClimbsWithoutOverflow) {
  const int levels = deep / 10;  // rethrowing at every level costs microseconds
  EXPECT_THROW(sync_wait(loop, fails_below(levels)), std::runtime_error);
}

Task<int> one_after_the_other(int times) {
  int sum = 0;
  for (int i = 0; i != times; ++i) sum += co_await at_once(0, nullptr);
  co_return sum;
}

TEST_F(Deep, ALoopOfAwaitsThatNeverSuspendDoesNotGrowTheStack) {
  EXPECT_EQ(sync_wait(loop, one_after_the_other(deep)), 0);
}

Task<void> of_started(Timers& timers, int depth, std::shared_ptr<int> held) {
  if (depth == 0) co_return co_await sleep_for(timers, std::chrono::hours(1));
  Future<void> next = start(timers.loop(), of_started(timers, depth - 1, held));
  co_await std::move(next);
}

TEST_F(Deep, AChainOfStartedTasksIsDestroyedWithoutOverflow) {
  Future<void> task = start(loop, of_started(timers, deep, token));
  while (token.use_count() <= deep) ASSERT_TRUE(loop.run_one());
  task = {};
  EXPECT_EQ(token.use_count(), 1);
}

TEST_F(Deep, AChainOfStartedTasksEndsWithoutOverflow) {
  sync_wait(loop, of_started(timers, deep, token));
  EXPECT_EQ(token.use_count(), 1);
}

TEST_F(Deep, ADumpOfADeepChainIsShort) {
  Future<int> task = start(loop, after_a_sleep(timers, deep, token));
  loop.run_one();
  EXPECT_LT(loop.unfinished().size(), 4000U);
  EXPECT_NE(loop.unfinished().find("… " + std::to_string(deep + 1 - 20) + " more …"), std::string::npos);
}

}  // namespace
}  // namespace unroll
