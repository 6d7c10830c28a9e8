#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "03_futures/future.hpp"
#include "worlds/at_death.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct CancelOn : worlds::TestOn {
  TimedWorld world;
  Loop& loop = world.loop;
  Promise<int> promise{loop};
  Future<int> future = promise.get_future();
  std::shared_ptr<int> token = std::make_shared<int>();
  std::string log;

  /// A link that must not run, with a capture that must die.
  auto never() {
    return [this, held = token](int value) {
      log += 'x';
      return value;
    };
  }
};
UNROLL_ON_WORLDS(CancelOn, 3);

TEST_P(CancelOn, BeforeTheValueIsThere) {
  {
    const auto dropped = std::move(this->future).then(this->never()).then(this->never());
  }
  EXPECT_EQ(this->token.use_count(), 1) << "the functions die at once";
  EXPECT_TRUE(this->promise.abandoned());
  this->promise.set_value(7);
  this->world.run();
  EXPECT_EQ(this->log, "");
}

TEST_P(CancelOn, WhenTheValueIsThereAndTheFunctionIsQueued) {
  std::optional dropped = std::move(this->future).then(this->never());
  this->promise.set_value(7);
  dropped.reset();
  EXPECT_EQ(this->token.use_count(), 1);
  this->world.run();
  EXPECT_EQ(this->log, "");
}

TEST_P(CancelOn, BetweenTwoLinks) {
  std::optional dropped = std::move(this->future)
                              .then([this](int value) {
                                this->log += 'a';
                                this->loop.stop();
                                return value;
                              })
                              .then(this->never());
  this->promise.set_value(7);
  this->world.run();
  dropped.reset();
  EXPECT_EQ(this->token.use_count(), 1);
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(CancelOn, WhileItWaitsForTheFutureThatTheFunctionReturned) {
  Promise<int> inner(this->loop);
  std::optional dropped = std::move(this->future)
                              .then([&](int) { return inner.get_future().then(this->never()); })
                              .then(this->never());
  this->promise.set_value(7);
  this->world.run();
  EXPECT_FALSE(inner.abandoned());
  dropped.reset();
  EXPECT_TRUE(inner.abandoned());
  EXPECT_EQ(this->token.use_count(), 1);
  inner.set_value(8);
  this->world.run();
  EXPECT_EQ(this->log, "");
}

TEST_P(CancelOn, AfterTheEndThereIsNothingLeftToCancel) {
  std::optional finished =
      std::move(this->future).then([this](int value) { return this->log += 'a', value; });
  this->promise.set_value(7);
  this->world.run();
  finished.reset();
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(CancelOn, ByTheFunctionThatTheFutureStandsFor) {
  Future<int> own;
  auto held = this->token;
  own = std::move(this->future).then([&own, held = std::move(held), this](int value) {
    own = Future<int>();
    EXPECT_EQ(held.use_count(), 2) << "the captures live as long as the function runs";
    this->log += 'a';
    return value;
  });
  this->promise.set_value(7);
  this->world.run();
  EXPECT_EQ(this->log, "a");
  EXPECT_EQ(this->token.use_count(), 1);
}

TEST_P(CancelOn, ByTheFunctionThatThenReturnsAFuture) {
  Promise<int> inner(this->loop);
  Future<int> own;
  own = std::move(this->future).then([&](int) {
    own = Future<int>();
    return inner.get_future().then(this->never());
  });
  this->promise.set_value(7);
  this->world.run();
  EXPECT_TRUE(inner.abandoned()) << "nobody wants what it returned";
  EXPECT_EQ(this->token.use_count(), 1);
  EXPECT_EQ(this->log, "");
}

TEST_P(CancelOn, AChainIsDestroyedFromItsSourceOn) {
  {
    const auto dropped = std::move(this->future)
                             .then(worlds::AtDeath(this->log, 'a'))
                             .then(worlds::AtDeath(this->log, 'b'))
                             .then(worlds::AtDeath(this->log, 'c'));
  }
  EXPECT_EQ(this->log, "abc");
}

}  // namespace
}  // namespace unroll
