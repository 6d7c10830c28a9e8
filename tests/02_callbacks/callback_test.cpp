#include "02_callbacks/callback.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "02_callbacks/timers.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct CallbackOn : worlds::TestOn {
  TimedWorld world;
  Timers& timers = world.timers;
  const TimePoint start = world.clock.now();
  std::string log;

  TimePoint at(int units) const { return start + units * TimedWorld::unit; }
  Callback arm(int units, char name) {
    return timers.call_at(at(units), [this, name] { log += name; });
  }
};
UNROLL_ON_WORLDS(CallbackOn, 2);

TEST_P(CallbackOn, RunsOnceAndWaitsUntilItBegins) {
  Callback callback;
  EXPECT_FALSE(callback.waits());
  callback = this->timers.call_at(this->at(1), [&] {
    EXPECT_FALSE(callback.waits());
    this->log += 'a';
  });
  EXPECT_TRUE(callback.waits());
  this->world.run();
  this->world.run();
  EXPECT_FALSE(callback.waits());
  EXPECT_EQ(this->log, "a");
}

TEST_P(CallbackOn, IsCalledOffByDestroyingIt) {
  std::optional<Callback> called_off = this->arm(1, 'x');
  const Callback kept = this->arm(2, 'a');
  called_off.reset();
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(CallbackOn, IsCalledOffByAWordAndTwiceIsOnce) {
  Callback callback = this->arm(1, 'x');
  callback.call_off();
  EXPECT_FALSE(callback.waits());
  callback.call_off();
  this->world.run();
  EXPECT_EQ(this->log, "");
}

TEST_P(CallbackOn, IsCalledOffEvenWhenAlreadyInTheQueue) {
  Callback second;
  const Callback first = this->timers.call_at(this->at(1), [&] { second.call_off(); });
  second = this->arm(1, 'x');  // due at the same time: both are queued before the first runs
  this->world.run();
  EXPECT_EQ(this->log, "");
}

TEST_P(CallbackOn, MayBeDestroyedByItsOwnJob) {
  std::optional<Callback> callback;
  auto token = std::make_shared<int>(7);
  callback = this->timers.call_at(this->at(1), [&callback, token, this] {
    callback.reset();
    EXPECT_EQ(*token, 7) << "the captures live as long as the job runs";
    this->log += 'a';
  });
  this->world.run();
  EXPECT_EQ(this->log, "a");
  EXPECT_EQ(token.use_count(), 1);
}

TEST_P(CallbackOn, MayBeArmedAgainByItsOwnJob) {
  Callback callback;
  std::function<void()> again = [&] {
    this->log += 'a';
    if (this->log.size() != 5) callback = this->timers.call_later(TimedWorld::unit, [&] { again(); });
  };
  callback = this->timers.call_later(TimedWorld::unit, [&] { again(); });
  this->world.run();
  EXPECT_EQ(this->log, "aaaaa");
}

TEST_P(CallbackOn, GoesOnWaitingWhereItIsMovedTo) {
  Callback first = this->arm(1, 'a');
  Callback second(std::move(first));
  EXPECT_FALSE(first.waits());  // NOLINT(bugprone-use-after-move): the promise is about just that
  EXPECT_TRUE(second.waits());
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(CallbackOn, AssigningCallsOffTheOneBefore) {
  Callback callback = this->arm(1, 'x');
  callback = this->arm(2, 'a');
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(CallbackOn, CapturesDieAtOnceWhenItIsCalledOff) {
  auto token = std::make_shared<int>();
  Callback callback = this->timers.call_at(this->at(1), [held = token] {});
  EXPECT_EQ(token.use_count(), 2);
  callback.call_off();
  EXPECT_EQ(token.use_count(), 1);
}

TEST_P(CallbackOn, CapturesDieWithTheRunThoughTheCallbackIsKept) {
  auto token = std::make_shared<int>();
  const Callback callback = this->timers.call_at(this->at(1), [held = token] {});
  this->world.run();
  EXPECT_EQ(token.use_count(), 1);
}

TEST_P(CallbackOn, ATicketThatIsRedeemedTwiceRunsItsJobOnce) {
  const auto owned = std::make_shared<Job>([this] { this->log += 'a'; });
  redeem(this->world.loop, owned);
  redeem(this->world.loop, owned);
  EXPECT_EQ(this->log, "") << "never here and now";
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(CallbackOn, ATicketWhoseOwnerIsGoneRunsNothing) {
  auto owned = std::make_shared<Job>([this] { this->log += 'x'; });
  redeem(this->world.loop, owned);
  owned.reset();
  this->world.run();
  EXPECT_EQ(this->log, "");
}

}  // namespace
}  // namespace unroll
