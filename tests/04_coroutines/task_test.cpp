#include "04_coroutines/task.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct TaskOn : worlds::TestOn, TimedWorld {
  Steps steps;
};
UNROLL_ON_WORLDS(TaskOn, 4);

Task<int> number(Steps& steps, int value) {
  steps.push_back("number " + std::to_string(value));
  co_return value;
}

Task<int> sum(Steps& steps) {
  const int one = co_await number(steps, 1);
  const int two = co_await number(steps, 2);
  co_return one + two;
}

TEST_P(TaskOn, IsLazyUntilItIsAwaitedOrStarted) {
  {
    const Task<int> task = number(this->steps, 1);
    EXPECT_TRUE(task.valid());
    this->run();
  }
  EXPECT_EQ(this->steps, Steps{}) << "a task that nobody awaits must not run";
}

TEST_P(TaskOn, RunsWhenAwaitedOneAfterTheOther) {
  EXPECT_EQ(sync_wait(this->loop, sum(this->steps)), 3);
  EXPECT_EQ(this->steps, (Steps{"number 1", "number 2"}));
}

Task<int> sum_of(Task<int> first, Task<int> second) {
  const int before = co_await std::move(second);
  co_return before * 10 + co_await std::move(first);
}

TEST_P(TaskOn, RunsInTheOrderOfTheAwaitsNotOfTheCalls) {
  EXPECT_EQ(sync_wait(this->loop, sum_of(number(this->steps, 1), number(this->steps, 2))), 21);
  EXPECT_EQ(this->steps, (Steps{"number 2", "number 1"}));
}

Task<std::unique_ptr<std::string>> boxed(std::string text) {
  co_return std::make_unique<std::string>(std::move(text));
}

Task<std::string> opened() {
  const std::unique_ptr<std::string> box = co_await boxed("move me");
  co_return *box;
}

Task<std::unique_ptr<int>> local() {
  auto box = std::make_unique<int>(3);
  co_return box;
}

Task<std::vector<int>> listed() { co_return {1, 2, 3}; }

TEST_P(TaskOn, ReturnsWhatAFunctionCouldReturn) {
  EXPECT_EQ(*sync_wait(this->loop, local()), 3) << "a local is moved out";
  EXPECT_EQ(sync_wait(this->loop, listed()).size(), 3U) << "braces make a value";
}

/// What `co_return` of a From would call.
template <class T, class From>
concept CanReturn = requires(TaskPromise<T>& promise, From from) { promise.return_value(from); };
static_assert(CanReturn<std::string, const char*>);
static_assert(!CanReturn<std::unique_ptr<int>, int*>, "a function could not return it either");
static_assert(!CanReturn<int*, long>, "nor this");

TEST_P(TaskOn, BringsResultsThatCanOnlyBeMoved) {
  EXPECT_EQ(*sync_wait(this->loop, boxed("only")), "only");
  EXPECT_EQ(sync_wait(this->loop, opened()), "move me");
}

struct NoDefault {
  explicit NoDefault(int n) : number(n) {}
  int number;
};

Task<NoDefault> no_default() { co_return NoDefault(7); }

TEST_P(TaskOn, BringsResultsThatHaveNoDefault) { EXPECT_EQ(sync_wait(this->loop, no_default()).number, 7); }

Task<void> fails(Steps& steps, std::string why) {
  const Goodbye local(steps, "clean-up");
  throw std::runtime_error(why);
  co_return;
}

Task<std::string> catches(Steps& steps) {
  try {
    co_await fails(steps, "broke");
  } catch (const std::runtime_error& error) {
    steps.push_back("caught");
    co_return error.what();
  }
  co_return "no error came";
}

TEST_P(TaskOn, BringsItsExceptionToWhoeverAwaitsIt) {
  EXPECT_EQ(sync_wait(this->loop, catches(this->steps)), "broke");
  EXPECT_EQ(this->steps, (Steps{"clean-up", "caught"}));
}

Task<void> passes_on(Steps& steps) {
  const Goodbye local(steps, "outer clean-up");
  co_await fails(steps, "through");
  steps.push_back("never");
}

TEST_P(TaskOn, LetsAnExceptionTravelThroughAllThatAwait) {
  EXPECT_THROW(sync_wait(this->loop, passes_on(this->steps)), std::runtime_error);
  EXPECT_EQ(this->steps, (Steps{"clean-up", "outer clean-up"}));
}

Task<void> keeps(Timers& timers, std::shared_ptr<int> kept, Duration time) {
  co_await sleep_for(timers, time);
  *kept += 1;
}

TEST_P(TaskOn, KeepsItsParametersInTheFrame) {
  const auto counted = std::make_shared<int>(0);
  Task<void> task = keeps(this->timers, counted, TimedWorld::unit);
  EXPECT_EQ(counted.use_count(), 2);
  sync_wait(this->loop, std::move(task));
  EXPECT_EQ(*counted, 1);
  EXPECT_EQ(counted.use_count(), 1) << "they die with the frame";
}

TEST_P(TaskOn, DestroyedBeforeItBeganFreesItsParameters) {
  const auto counted = std::make_shared<int>(0);
  {
    const Task<void> task = keeps(this->timers, counted, TimedWorld::unit);
  }
  EXPECT_EQ(counted.use_count(), 1);
  EXPECT_EQ(*counted, 0);
}

TEST_P(TaskOn, MovedIsEmptyAndMovedOverIsDestroyed) {
  const auto counted = std::make_shared<int>(0);
  Task<void> task = keeps(this->timers, counted, TimedWorld::unit);
  Task<void> other = std::move(task);
  EXPECT_FALSE(task.valid());  // NOLINT(bugprone-use-after-move): that it is empty is a promise
  EXPECT_TRUE(other.valid());
  other = keeps(this->timers, nullptr, TimedWorld::unit);
  EXPECT_EQ(counted.use_count(), 1) << "a task that is assigned over is cancelled";
  EXPECT_FALSE(Task<void>().valid());
}

Task<void> awaits_nothing(Task<void> task) { co_await std::move(task); }

TEST_P(TaskOn, EmptyIsRefusedWhereItIsAwaitedOrStarted) {
  EXPECT_THROW(sync_wait(this->loop, awaits_nothing(Task<void>())), std::logic_error);
  EXPECT_THROW((void)start(this->loop, Task<void>()), std::logic_error);
}

Task<Task<int>> makes_a_task(Steps& steps) { co_return number(steps, 5); }

Task<int> both(Steps& steps) {
  Task<int> inner = co_await makes_a_task(steps);
  steps.push_back("has it");
  co_return co_await std::move(inner);
}

TEST_P(TaskOn, IsAValueThatATaskCanReturn) {
  EXPECT_EQ(sync_wait(this->loop, both(this->steps)), 5);
  EXPECT_EQ(this->steps, (Steps{"has it", "number 5"}));
}

}  // namespace
}  // namespace unroll
