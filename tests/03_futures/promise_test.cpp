#include <gtest/gtest.h>

#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "03_futures/future.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

std::exception_ptr error(const char* what) { return std::make_exception_ptr(std::runtime_error(what)); }

struct PromiseOn : worlds::TestOn {
  TimedWorld world;
  Loop& loop = world.loop;
  Promise<int> promise{loop};
  Future<int> future = promise.get_future();
  std::string log;
};
UNROLL_ON_WORLDS(PromiseOn, 3);

TEST_P(PromiseOn, BringsTheValueToItsFuture) {
  EXPECT_FALSE(this->future.ready());
  this->promise.set_value(7);
  EXPECT_TRUE(this->future.ready());
  EXPECT_EQ(this->future.get(), 7);
}

TEST_P(PromiseOn, BringsTheErrorToItsFuture) {
  this->promise.set_exception(error("as told"));
  EXPECT_TRUE(this->future.ready());
  EXPECT_THROW(this->future.get(), std::runtime_error);
}

TEST_P(PromiseOn, BringsNothingWhereNothingIsPromised) {
  Promise<void> done(this->loop);
  Future<void> nothing = done.get_future();
  done.set_value();
  EXPECT_TRUE(nothing.ready());
  nothing.get();
  EXPECT_FALSE(nothing.valid());
}

TEST_P(PromiseOn, BringsValuesThatCanOnlyBeMoved) {
  Promise<std::unique_ptr<int>> giver(this->loop);
  Future<std::unique_ptr<int>> taker = giver.get_future();
  giver.set_value(std::make_unique<int>(7));
  EXPECT_EQ(*taker.get(), 7);
}

TEST_P(PromiseOn, BringsTheValueAlsoWhenItIsSetBeforeTheFutureIsAskedFor) {
  Promise<int> early(this->loop);
  early.set_value(7);
  EXPECT_EQ(early.get_future().get(), 7);
}

TEST_P(PromiseOn, SetValueNeverRunsWhoeverWaitsHereAndNow) {
  this->future.wait([this] { this->log += 'w'; });
  this->promise.set_value(7);
  EXPECT_EQ(this->log, "");
  this->world.run();
  EXPECT_EQ(this->log, "w");
}

TEST_P(PromiseOn, WhoWaitsForAReadyFutureGetsATurnOfHisOwnToo) {
  this->promise.set_value(7);
  this->future.wait([this] { this->log += 'w'; });
  EXPECT_EQ(this->log, "");
  this->world.run();
  EXPECT_EQ(this->log, "w");
}

TEST_P(PromiseOn, DestroyedUnsetItBreaksAndTheFutureSaysSo) {
  {
    const Promise<int> dying(std::move(this->promise));
    EXPECT_FALSE(this->future.ready());
  }
  EXPECT_TRUE(this->future.ready());
  EXPECT_THROW(this->future.get(), BrokenPromise);
}

TEST_P(PromiseOn, ABrokenPromiseWakesWhoeverWaits) {
  this->future.wait([this] { this->log += 'w'; });
  {
    const Promise<int> dying(std::move(this->promise));
  }
  EXPECT_EQ(this->log, "") << "not here and now";
  this->world.run();
  EXPECT_EQ(this->log, "w");
}

TEST_P(PromiseOn, AKeptPromiseDoesNotBreak) {
  {
    Promise<int> dying(std::move(this->promise));
    dying.set_value(7);
  }
  EXPECT_EQ(this->future.get(), 7);
}

TEST_P(PromiseOn, IsKeptOnceAndTheFirstValueStays) {
  this->promise.set_value(7);
  EXPECT_THROW(this->promise.set_value(8), std::logic_error);
  EXPECT_THROW(this->promise.set_exception(error("too late")), std::logic_error);
  EXPECT_EQ(this->future.get(), 7);
  EXPECT_THROW(this->promise.set_value(9), std::logic_error) << "also when the value was taken";
}

TEST_P(PromiseOn, HasOneFuture) {
  EXPECT_THROW(static_cast<void>(this->promise.get_future()), std::logic_error);
}

TEST_P(PromiseOn, KnowsWhenNobodyWantsItsValueAnyMore) {
  Promise<int> unasked(this->loop);
  EXPECT_FALSE(unasked.abandoned()) << "its future can still be had";
  EXPECT_FALSE(this->promise.abandoned());
  this->future = Future<int>();
  EXPECT_TRUE(this->promise.abandoned());
  this->promise.set_value(7);
  EXPECT_THROW(this->promise.set_value(8), std::logic_error) << "once is once";
}

TEST_P(PromiseOn, AssigningBreaksTheOneBefore) {
  Promise<int> other(this->loop);
  Future<int> others = other.get_future();
  this->promise = std::move(other);
  EXPECT_THROW(this->future.get(), BrokenPromise);
  this->promise.set_value(7);
  EXPECT_EQ(others.get(), 7);
}

TEST_P(PromiseOn, AssigningToAKeptPromiseMakesItOneThatCanBeKept) {
  this->promise.set_value(7);
  this->promise = Promise<int>(this->loop);
  Future<int> second = this->promise.get_future();
  this->promise.set_value(8);
  EXPECT_EQ(this->future.get(), 7);
  EXPECT_EQ(second.get(), 8);
}

TEST_P(PromiseOn, AKeptPromiseThatIsAssignedIsKeptStill) {
  this->promise.set_value(7);
  Promise<int> other(this->loop);
  other = std::move(this->promise);
  EXPECT_THROW(other.set_value(8), std::logic_error);
}

TEST_P(PromiseOn, ThatWasMovedAwayIsNotKeptInSilence) {
  Promise<int> other(std::move(this->promise));
  EXPECT_THROW(this->promise.set_value(7), std::logic_error);
  other.set_value(8);
  EXPECT_EQ(this->future.get(), 8);
}

TEST_P(PromiseOn, NeedsAnErrorToBringOne) {
  EXPECT_THROW(this->promise.set_exception(std::current_exception()), std::logic_error) << "there is none";
  this->promise.set_value(7);
  EXPECT_EQ(this->future.get(), 7);
}

}  // namespace
}  // namespace unroll
