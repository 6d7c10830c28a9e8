#include "03_futures/all.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/several.hpp"
#include "worlds/at_death.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct AllOn : worlds::TestOn {
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
UNROLL_ON_WORLDS(AllOn, 3);

TEST_P(AllOn, OfSeveralInBracesBeginsThemFromLeftToRight) {
  const auto ask = [this](int number) {
    this->log += std::to_string(number);
    return std::move(this->futures(1).front()).then([number](int value) { return number * value; });
  };
  auto together = all(this->loop, Several{ask(1), ask(2), ask(3)});
  EXPECT_EQ(this->log, "123");
  for (auto& promise : this->promises) promise.set_value(10);
  this->loop.run();
  EXPECT_EQ(together.get(), (std::vector{10, 20, 30}));
}

TEST_P(AllOn, BringsTheValuesInTheOrderOfTheFutures) {
  auto together = all(this->loop, this->futures(3));
  for (const int i : {2, 0, 1}) {
    EXPECT_FALSE(together.ready()) << "it waits for every one";
    this->promises[static_cast<std::size_t>(i)].set_value(i * 10);
    this->world.run();
  }
  EXPECT_EQ(together.get(), (std::vector{0, 10, 20}));
}

TEST_P(AllOn, OfFuturesThatAreReadyIsNotReadyHereAndNow) {
  auto futures = this->futures(2);
  for (auto& promise : this->promises) promise.set_value(7);
  auto together = all(this->loop, std::move(futures)).then([this](const std::vector<int>& values) {
    this->log += 'a';
    return values.size();
  });
  EXPECT_EQ(this->log, "");
  this->world.run();
  EXPECT_EQ(together.get(), 2U);
}

TEST_P(AllOn, OfNothingIsThereAtOnce) {
  EXPECT_TRUE(all(this->loop, std::vector<Future<int>>()).get().empty());
  all(this->loop, std::vector<Future<void>>()).get();
  auto next = all(this->loop, std::vector<Future<void>>()).then([this] { this->log += 'a'; });
  EXPECT_EQ(this->log, "");
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(AllOn, OfFuturesOfNothingBringsNothing) {
  Promise<void> first(this->loop);
  Promise<void> second(this->loop);
  std::vector<Future<void>> futures;
  futures.push_back(first.get_future());
  futures.push_back(second.get_future());
  Future<void> together = all(this->loop, std::move(futures));
  first.set_value();
  this->world.run();
  EXPECT_FALSE(together.ready());
  second.set_value();
  this->world.run();
  together.get();
}

TEST_P(AllOn, BringsValuesThatCanOnlyBeMoved) {
  Promise<std::unique_ptr<int>> promise(this->loop);
  std::vector<Future<std::unique_ptr<int>>> futures;
  futures.push_back(promise.get_future());
  auto together = all(this->loop, std::move(futures));
  promise.set_value(std::make_unique<int>(7));
  this->world.run();
  EXPECT_EQ(*together.get().at(0), 7);
}

TEST_P(AllOn, BringsTheErrorThatCameFirstAndOnlyWhenAllHaveEnded) {
  auto together = all(this->loop, this->futures(4));
  this->fail(2, "first");
  this->world.run();
  this->fail(0, "second");
  this->promises[1].set_value(7);
  this->world.run();
  EXPECT_FALSE(together.ready()) << "it never leaves one behind that still runs";
  this->promises[3].set_value(7);
  this->world.run();
  try {
    static_cast<void>(together.get());
    FAIL() << "no error came";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "first");
  }
}

TEST_P(AllOn, DestroyedItCancelsAllInTheirOrder) {
  std::vector<Future<int>> links;
  char name = 'a';
  for (auto& future : this->futures(3))
    links.push_back(std::move(future).then(worlds::AtDeath(this->log, name++)));
  std::optional together = all(this->loop, std::move(links));
  this->promises[1].set_value(7);
  together.reset();
  EXPECT_EQ(this->log, "abc");
  for (auto& promise : this->promises) EXPECT_TRUE(promise.abandoned());
  this->world.run();
}

TEST_P(AllOn, MayBeDroppedWhenSomeHaveComeAndSomeHaveNot) {
  std::optional together = all(this->loop, this->futures(3));
  this->promises[0].set_value(7);
  this->world.run();
  this->promises[1].set_value(7);
  together.reset();
  this->world.run();
  EXPECT_TRUE(this->promises[2].abandoned());
}

TEST_P(AllOn, OfAllsWorksToo) {
  std::vector<Future<std::vector<int>>> pairs;
  pairs.push_back(all(this->loop, this->futures(2)));
  pairs.push_back(all(this->loop, this->futures(2)));
  auto together = all(this->loop, std::move(pairs));
  for (auto& promise : this->promises) promise.set_value(7);
  this->world.run();
  EXPECT_EQ(together.get(), (std::vector<std::vector<int>>{{7, 7}, {7, 7}}));
}

}  // namespace
}  // namespace unroll
