#include "03_futures/any.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "worlds/at_death.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct AnyOn : worlds::TestOn {
  TimedWorld world;
  Loop& loop = world.loop;
  std::string log;
  std::vector<Promise<int>> promises;

  std::vector<Future<int>> futures(std::size_t count) {
    std::vector<Future<int>> result;
    for (std::size_t i = 0; i != count; ++i) result.push_back(promises.emplace_back(loop).get_future());
    return result;
  }
  void fail(std::size_t i, const char* what) {
    promises[i].set_exception(std::make_exception_ptr(std::runtime_error(what)));
  }
};
UNROLL_ON_WORLDS(AnyOn, 3);

TEST_P(AnyOn, BringsTheFirstSuccess) {
  Future<int> first = any(this->loop, this->futures(3));
  EXPECT_FALSE(first.ready());
  this->promises[1].set_value(11);
  this->world.run();
  EXPECT_EQ(first.get(), 11);
}

TEST_P(AnyOn, AnErrorIsNoSuccess) {
  Future<int> first = any(this->loop, this->futures(3));
  this->fail(0, "no");
  this->world.run();
  EXPECT_FALSE(first.ready());
  this->promises[2].set_value(12);
  this->world.run();
  EXPECT_EQ(first.get(), 12);
}

TEST_P(AnyOn, IfNoneSucceedsBringsTheErrorThatCameFirst) {
  Future<int> first = any(this->loop, this->futures(3));
  for (const int i : {1, 2, 0}) {
    EXPECT_FALSE(first.ready());
    this->fail(static_cast<std::size_t>(i), i == 1 ? "first" : "later");
    this->world.run();
  }
  try {
    first.get();
    FAIL() << "no error came";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "first");
  }
}

TEST_P(AnyOn, OfTwoThatSucceedInOneTurnTheFirstWins) {
  Future<int> first = any(this->loop, this->futures(2));
  this->promises[1].set_value(11);
  this->promises[0].set_value(10);
  this->world.run();
  EXPECT_EQ(first.get(), 11);
}

TEST_P(AnyOn, OfThoseThatAreReadyAlreadyTheFirstInTheListWins) {
  auto futures = this->futures(3);
  this->promises[2].set_value(12);
  this->promises[1].set_value(11);
  Future<int> first = any(this->loop, std::move(futures));
  EXPECT_FALSE(first.ready()) << "never here and now";
  this->world.run();
  EXPECT_EQ(first.get(), 11);
}

TEST_P(AnyOn, OfNothingIsRefused) {
  EXPECT_THROW(static_cast<void>(any(this->loop, std::vector<Future<int>>())), std::invalid_argument);
}

TEST_P(AnyOn, LosersAreDestroyedInTheirOrderBeforeAnybodySeesTheValue) {
  std::vector<Future<int>> links;
  char name = 'a';
  for (auto& future : this->futures(4)) {
    if (name == 'c') {
      links.push_back(std::move(future));
    } else {
      links.push_back(std::move(future).then(worlds::AtDeath(this->log, name)));
    }
    ++name;
  }
  Future<int> first = any(this->loop, std::move(links));
  this->promises[2].set_value(7);
  while (!first.ready()) ASSERT_TRUE(this->loop.run_one());
  EXPECT_EQ(this->log, "abd") << "gone as soon as the value can be seen, not only when it is taken";
  for (const std::size_t loser : {0U, 1U, 3U}) EXPECT_TRUE(this->promises[loser].abandoned());
}

TEST_P(AnyOn, ALoserThatIsQueuedAlreadyDoesNotRun) {
  std::vector<Future<int>> links = this->futures(2);
  links[1] = std::move(links[1]).then([this](int value) { return this->log += 'x', value; });
  Future<int> first = any(this->loop, std::move(links));
  this->promises[0].set_value(7);
  this->promises[1].set_value(8);
  this->world.run();
  EXPECT_EQ(first.get(), 7);
  EXPECT_EQ(this->log, "");
}

TEST_P(AnyOn, DestroyedItCancelsAll) {
  std::optional first = any(this->loop, this->futures(3));
  this->fail(0, "no");
  this->world.run();
  this->promises[1].set_value(7);
  first.reset();
  this->world.run();
  for (auto& promise : this->promises) EXPECT_TRUE(promise.abandoned());
}

TEST_P(AnyOn, OfFuturesOfNothingBringsNothing) {
  Promise<void> promise(this->loop);
  std::vector<Future<void>> futures;
  futures.push_back(promise.get_future());
  Future<void> first = any(this->loop, std::move(futures));
  promise.set_value();
  this->world.run();
  first.get();
}

}  // namespace
}  // namespace unroll
