#include "03_futures/future.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct FutureOn : worlds::TestOn {
  TimedWorld world;
  Loop& loop = world.loop;
  Promise<int> promise{loop};
  Future<int> future = promise.get_future();
  std::string log;
};
UNROLL_ON_WORLDS(FutureOn, 3);

TEST_P(FutureOn, NeverBlocksAndSaysSo) {
  EXPECT_THROW(this->future.get(), std::logic_error);
  EXPECT_THROW(this->future.take(), std::logic_error);
  EXPECT_TRUE(this->future.valid()) << "asking too early takes nothing away";
  this->promise.set_value(7);
  EXPECT_EQ(this->future.get(), 7);
}

TEST_P(FutureOn, BringsItsValueOnce) {
  this->promise.set_value(7);
  EXPECT_TRUE(this->future.valid());
  EXPECT_EQ(this->future.get(), 7);
  EXPECT_FALSE(this->future.valid());
  EXPECT_THROW(this->future.get(), std::logic_error);
}

TEST_P(FutureOn, TakeBringsAnErrorWithoutThrowing) {
  this->promise.set_exception(std::make_exception_ptr(std::runtime_error("as told")));
  const Result<int> result = this->future.take();
  EXPECT_TRUE(result.known());
  EXPECT_TRUE(result.failed());
  EXPECT_THROW(std::rethrow_exception(result.error()), std::runtime_error);
}

TEST_P(FutureOn, AnEmptyOneRefusesEverything) {
  Future<int> empty;
  EXPECT_FALSE(empty.valid());
  EXPECT_THROW(static_cast<void>(empty.ready()), std::logic_error);
  EXPECT_THROW(empty.get(), std::logic_error);
  EXPECT_THROW(empty.wait([] {}), std::logic_error);
  EXPECT_THROW(static_cast<void>(std::move(empty).then([](int) {})), std::logic_error);
}

TEST_P(FutureOn, IsEmptyOnceItWasMovedAway) {
  const Future<int> moved(std::move(this->future));
  EXPECT_TRUE(moved.valid());
  EXPECT_FALSE(this->future.valid());  // NOLINT(bugprone-use-after-move): the promise is about just that
}

TEST_P(FutureOn, WhoWaitsIsWokenOnce) {
  this->future.wait([this] { this->log += 'w'; });
  this->promise.set_value(7);
  this->world.run();
  this->world.run();
  EXPECT_EQ(this->log, "w");
}

TEST_P(FutureOn, DestroyedItWakesNobody) {
  auto token = std::make_shared<int>();
  this->future.wait([this, token] { this->log += 'x'; });
  this->future = Future<int>();
  EXPECT_EQ(token.use_count(), 1) << "whoever waited is gone with it";
  this->promise.set_value(7);
  this->world.run();
  EXPECT_EQ(this->log, "");
}

TEST_P(FutureOn, DestroyedItWakesNobodyThoughTheJobIsQueuedAlready) {
  this->future.wait([this] { this->log += 'x'; });
  this->promise.set_value(7);
  this->future = Future<int>();
  this->world.run();
  EXPECT_EQ(this->log, "");
}

TEST_P(FutureOn, AValueThatNobodyTookDiesWithIt) {
  auto token = std::make_shared<int>();
  Promise<std::shared_ptr<int>> giver(this->loop);
  Future<std::shared_ptr<int>> taker = giver.get_future();
  giver.set_value(token);
  EXPECT_EQ(token.use_count(), 2);
  taker = {};
  EXPECT_EQ(token.use_count(), 1);
}

/// In a dying loop: the job that holds a promise dies, the promise breaks, and its future's waiter is posted
/// to the loop that is just dying.
TEST_P(FutureOn, MayDieInTheQueueOfADyingLoopBehindItsPromise) {
  std::optional<TimedWorld> dying(std::in_place);
  auto token = std::make_shared<int>();
  Promise<int> giver(dying->loop);
  Future<int> taker = giver.get_future();
  taker.wait([this, token] { this->log += 'x'; });
  dying->loop.post([held = std::move(giver)] {});
  dying->loop.post([held = std::move(taker)] {});
  dying.reset();
  EXPECT_EQ(token.use_count(), 1);
  EXPECT_EQ(this->log, "");
}

}  // namespace
}  // namespace unroll
