#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "04_coroutines/sync_wait.hpp"
#include "04_coroutines/witnesses.hpp"
#include "05_scopes/race.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "worlds/with_time.hpp"

namespace unroll {
namespace {

constexpr Duration unit = worlds::FakeTime::unit;
constexpr int levels = stack_grows ? 5'000 : 10'000;
constexpr int width = 100'000;

struct DeepAndWide : testing::Test, worlds::FakeTime {
  const std::shared_ptr<int> token = std::make_shared<int>(0);

  /// Runs until nothing is left and counts the jobs: a cost that no machine changes.
  std::size_t count_jobs() {
    std::size_t jobs = 0;
    while (loop.run_one()) ++jobs;
    return jobs;
  }
};

Task<void> nested(Timers& timers, std::shared_ptr<int> held, int depth) {
  if (depth == 0) co_return co_await sleep_for(timers, unit * 9);
  Scope scope(timers.loop());
  scope.spawn(nested(timers, held, depth - 1));
  co_await scope.join();
}

TEST_F(DeepAndWide, NestedScopesAreTakenDownByATimeoutWithoutOverflow) {
  Future<void> limited = with_timeout(timers, unit, nested(timers, token, levels));
  loop.run();
  EXPECT_THROW(limited.get(), TimedOut);
  EXPECT_EQ(token.use_count(), 1);
  EXPECT_EQ(clock.now(), TimePoint(unit));
}

TEST_F(DeepAndWide, NestedScopesEndWithoutOverflow) {
  sync_wait(loop, nested(timers, token, levels));
  EXPECT_EQ(token.use_count(), 1);
}

TEST_F(DeepAndWide, NestedScopesAreCancelledAndDestroyedWithoutOverflow) {
  {
    Scope scope(loop);
    scope.spawn(nested(timers, token, levels));
    while (token.use_count() <= levels) ASSERT_TRUE(loop.run_one());
    scope.cancel();
  }
  EXPECT_EQ(token.use_count(), 1);
}

Task<void> limited(Timers& timers, std::shared_ptr<int> held, int depth) {
  if (depth == 0) co_return co_await sleep_for(timers, unit * 9);
  Task<void> below = limited(timers, held, depth - 1);
  co_await with_timeout(timers, unit * 5, std::move(below));
}

TEST_F(DeepAndWide, NestedTimeoutsThatEndAtOnceDoNotOverflow) {
  Future<void> task = start(loop, limited(timers, token, levels));
  loop.run();
  EXPECT_THROW(task.get(), TimedOut);
  EXPECT_EQ(token.use_count(), 1);
}

Task<void> races(Timers& timers, std::shared_ptr<int> held, int depth) {
  if (depth == 0) co_return co_await sleep_for(timers, unit * 9);
  std::vector<Task<void>> one;
  one.push_back(races(timers, held, depth - 1));
  co_await race(timers.loop(), std::move(one));
}

TEST_F(DeepAndWide, NestedRacesEndAndAreDestroyedWithoutOverflow) {
  sync_wait(loop, races(timers, token, levels));
  Future<void> task = start(loop, races(timers, token, levels));
  while (token.use_count() <= levels) ASSERT_TRUE(loop.run_one());
  task = {};
  EXPECT_EQ(token.use_count(), 1);
}

Task<void> child(Timers& timers, std::shared_ptr<int> held, int units) {
  co_await sleep_for(timers, unit * units);
  ++*held;
  if (units == 2) throw std::runtime_error("one fails");
}

TEST_F(DeepAndWide, ManyChildrenCostAsMuchEachAsFew) {
  std::vector<std::size_t> jobs;
  for (int children : {1'000, 10'000}) {
    Scope scope(loop);
    for (int i = 0; i != children; ++i) scope.spawn(child(timers, token, 1));
    Future<void> joined = scope.join();
    jobs.push_back(count_jobs());
    EXPECT_TRUE(joined.ready());
  }
  EXPECT_EQ(*token, 11'000);
  EXPECT_LT(jobs[1], 11 * jobs[0]);
}

TEST_F(DeepAndWide, ManyChildrenEnd) {
  Scope scope(loop);
  for (int i = 0; i != width; ++i) scope.spawn(child(timers, token, 1));
  Future<void> joined = scope.join();
  loop.run();
  EXPECT_TRUE(joined.ready());
  EXPECT_EQ(*token, width);
}

TEST_F(DeepAndWide, ManyChildrenAreCancelledByTheFirstError) {
  Scope scope(loop);
  scope.spawn(child(timers, token, 2));
  for (int i = 0; i != width; ++i) scope.spawn(child(timers, token, 9));
  Future<void> joined = scope.join();
  loop.run();
  EXPECT_THROW(joined.get(), std::runtime_error);
  EXPECT_EQ(*token, 1);
  EXPECT_EQ(token.use_count(), 1);
}

TEST_F(DeepAndWide, ManyRunnersRace) {
  std::vector<Task<void>> runners;
  for (int i = 0; i != width; ++i) runners.push_back(child(timers, token, i == width / 2 ? 1 : 9));
  Future<void> first = race(loop, std::move(runners));
  loop.run();
  first.get();
  EXPECT_EQ(*token, 1);
  EXPECT_EQ(token.use_count(), 1);
}

}  // namespace
}  // namespace unroll
