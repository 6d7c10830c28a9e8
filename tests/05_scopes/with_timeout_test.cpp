#include "05_scopes/with_timeout.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "04_coroutines/sync_wait.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct TimeoutOn : worlds::TestOn, TimedWorld {
  TimeoutOn() {
    this->loop.on_report([this](const std::string& what) { reports.push_back(what); });
  }
  Steps steps;
  Steps reports;
};
UNROLL_ON_VIRTUAL_WORLDS(TimeoutOn, 5);

const worlds::Duration& unit = TimedWorld::unit;

std::string when(const Timers& timers, std::string what) {
  return std::to_string(timers.clock().now().time_since_epoch() / unit) + ": " + what;
}

Task<int> takes(Timers& timers, Steps& steps, int units) {
  const AtEnd note([&] { steps.push_back(when(timers, "cleaned up")); });
  if (units != 0) co_await sleep_for(timers, unit * units);
  steps.push_back(when(timers, "ends"));
  co_return units;
}

Task<int> fails(Timers& timers) {
  co_await sleep_for(timers, unit);
  throw std::runtime_error("its own");
}

Task<int> sees(Timers& timers, Steps& steps, Future<int> limited) {
  try {
    co_return co_await std::move(limited);
  } catch (const std::exception& error) {
    steps.push_back(when(timers, error.what()));
  }
  co_return -1;
}

TEST_P(TimeoutOn, BringsTheValueInTime) {
  EXPECT_EQ(
      sync_wait(this->loop, sees(this->timers, this->steps,
                                 with_timeout(this->timers, 5 * unit, takes(this->timers, this->steps, 3)))),
      3);
  EXPECT_EQ(this->steps, (Steps{"3: ends", "3: cleaned up"}));
}

TEST_P(TimeoutOn, InTimeLeavesNoTimerBehind) {
  Future<int> limited = with_timeout(this->timers, 500 * unit, takes(this->timers, this->steps, 3));
  this->run();
  EXPECT_LT(this->clock.now(), TimePoint(100 * unit));
  EXPECT_EQ(limited.get(), 3);
}

TEST_P(TimeoutOn, TooLateIsCancelledAtTheLimitAndGoneBeforeItIsSeen) {
  sync_wait(this->loop, sees(this->timers, this->steps,
                             with_timeout(this->timers, 2 * unit, takes(this->timers, this->steps, 3))));
  EXPECT_EQ(this->steps, (Steps{"2: cleaned up", "2: timed out"}));
  this->run();
  EXPECT_EQ(this->steps.size(), 2U);
}

TEST_P(TimeoutOn, TooLateIsGoneAsSoonAsTheErrorIsThere) {
  Future<int> limited = with_timeout(this->timers, 2 * unit, takes(this->timers, this->steps, 3));
  while (!limited.ready()) ASSERT_TRUE(this->loop.run_one());
  EXPECT_EQ(this->steps, Steps{"2: cleaned up"});
  EXPECT_THROW(limited.get(), TimedOut);
}

TEST_P(TimeoutOn, BringsTheTasksOwnError) {
  sync_wait(this->loop,
            sees(this->timers, this->steps, with_timeout(this->timers, 5 * unit, fails(this->timers))));
  EXPECT_EQ(this->steps, Steps{"1: its own"});
}

TEST_P(TimeoutOn, OfZeroLetsATaskEndThatDoesNotWait) {
  EXPECT_EQ(sync_wait(this->loop, sees(this->timers, this->steps,
                                       with_timeout(this->timers, Duration::zero(),
                                                    takes(this->timers, this->steps, 0)))),
            0);
}

TEST_P(TimeoutOn, OfZeroCancelsATaskThatWaits) {
  sync_wait(this->loop,
            sees(this->timers, this->steps,
                 with_timeout(this->timers, Duration::zero(), takes(this->timers, this->steps, 1))));
  EXPECT_EQ(this->steps, (Steps{"0: cleaned up", "0: timed out"}));
}

/// What it is given was armed before the limit. So at the same time it goes on first and ends; and the news
/// of that stands in the queue behind the news of the limit.
template <class T>
Task<T> ends_at(Future<void> moment, T value) {
  co_await std::move(moment);
  co_return value;
}

Task<void> ends_at(Future<void> moment) { co_await std::move(moment); }

Task<int> fails_at(Future<void> moment) {
  co_await std::move(moment);
  throw std::runtime_error("its own");
}

TEST_P(TimeoutOn, AValueThatIsReadyWhenTheLimitComesIsBrought) {
  Task<std::unique_ptr<int>> task = ends_at(sleep_for(this->timers, unit), std::make_unique<int>(7));
  Future<std::unique_ptr<int>> limited = with_timeout(this->timers, unit, std::move(task));
  this->run();
  const std::unique_ptr<int> value = limited.get();
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(*value, 7);
}

TEST_P(TimeoutOn, AnErrorThatIsReadyWhenTheLimitComesIsBrought) {
  Future<int> limited = with_timeout(this->timers, unit, fails_at(sleep_for(this->timers, unit)));
  sync_wait(this->loop, sees(this->timers, this->steps, std::move(limited)));
  EXPECT_EQ(this->steps, Steps{"1: its own"});
  EXPECT_EQ(this->reports, Steps{});
}

TEST_P(TimeoutOn, AnEndThatHasComeWhenTheLimitComesIsBrought) {
  Future<void> limited = with_timeout(this->timers, unit, ends_at(sleep_for(this->timers, unit)));
  this->run();
  EXPECT_NO_THROW(limited.get());
}

TEST_P(TimeoutOn, AtTheSameTimeATaskThatHasNotEndedWhenTheLimitComesIsCancelled) {
  sync_wait(this->loop, sees(this->timers, this->steps,
                             with_timeout(this->timers, unit, takes(this->timers, this->steps, 1))));
  EXPECT_EQ(this->steps, (Steps{"1: cleaned up", "1: timed out"}));
}

TEST_P(TimeoutOn, CountsFromTheCall) {
  Future<int> limited = with_timeout(this->timers, 2 * unit, takes(this->timers, this->steps, 1));
  this->advance(2 * unit);
  this->run();
  EXPECT_THROW(limited.get(), TimedOut) << "the task began late, and its time was over";
}

TEST_P(TimeoutOn, OfForeverIsALimitLikeAnother) {
  EXPECT_EQ(sync_wait(this->loop,
                      sees(this->timers, this->steps,
                           with_timeout(this->timers, Duration::max(), takes(this->timers, this->steps, 1)))),
            1);
}

TEST_P(TimeoutOn, DroppedCancelsTheTaskHereAndNow) {
  Future<int> limited = with_timeout(this->timers, 5 * unit, takes(this->timers, this->steps, 3));
  const Callback off = this->timers.call_later(unit, [&] { limited = {}; });
  this->run();
  EXPECT_EQ(this->steps, Steps{"1: cleaned up"});
  EXPECT_EQ(this->reports, Steps{});
}

Task<int> nests(Timers& timers, Steps& steps, int inner, int outer) {
  if (outer == 0) co_return co_await takes(timers, steps, 9);
  Task<int> below = nests(timers, steps, inner, outer - 1);
  co_return co_await with_timeout(timers, outer == 1 ? inner * unit : 5 * unit, std::move(below));
}

TEST_P(TimeoutOn, NestedTheInnerLimitComesFirst) {
  EXPECT_THROW(sync_wait(this->loop, nests(this->timers, this->steps, 2, 2)), TimedOut);
  EXPECT_EQ(this->steps, Steps{"2: cleaned up"});
}

TEST_P(TimeoutOn, NestedTheOuterLimitCancelsTheInner) {
  EXPECT_THROW(sync_wait(this->loop, nests(this->timers, this->steps, 7, 2)), TimedOut);
  EXPECT_EQ(this->steps, Steps{"5: cleaned up"});
  EXPECT_EQ(this->reports, Steps{});
}

Task<int> drops(Timers& timers, Future<int>& own) {
  const AtEnd drop([&] { own = {}; });
  co_await sleep_for(timers, 9 * unit);
  co_return 1;
}

TEST_P(TimeoutOn, TheTasksCleanUpMayDropTheFuture) {
  Future<int> limited;
  limited = with_timeout(this->timers, unit, drops(this->timers, limited));
  this->run();
  EXPECT_FALSE(limited.valid());
  EXPECT_EQ(this->reports, Steps{}) << "nobody is left who could have taken it";
}

}  // namespace
}  // namespace unroll
