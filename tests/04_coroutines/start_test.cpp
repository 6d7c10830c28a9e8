#include "04_coroutines/start.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct StartOn : worlds::TestOn, TimedWorld {
  StartOn() {
    this->loop.on_report([this](const std::string& what) { reports.push_back(what); });
  }
  Steps steps;
  Steps reports;
};
UNROLL_ON_WORLDS(StartOn, 4);

Task<int> says(Steps& steps, int value) {
  steps.push_back("says " + std::to_string(value));
  co_return value;
}

TEST_P(StartOn, NeverRunsTheTaskHereAndNow) {
  Future<int> future = start(this->loop, says(this->steps, 1));
  EXPECT_EQ(this->steps, Steps{});
  EXPECT_FALSE(future.ready());
  this->run();
  EXPECT_EQ(this->steps, Steps{"says 1"});
  EXPECT_EQ(future.get(), 1);
}

Task<int> starts_another(Loop& loop, Steps& steps) {
  Future<int> other = start(loop, says(steps, 2));
  steps.push_back("started");
  co_return co_await std::move(other);
}

TEST_P(StartOn, NeverRunsTheTaskHereAndNowFromWithinATaskEither) {
  Future<int> future = start(this->loop, starts_another(this->loop, this->steps));
  this->run();
  EXPECT_EQ(this->steps, (Steps{"started", "says 2"}));
  EXPECT_EQ(future.get(), 2);
}

TEST_P(StartOn, BeginsTasksInTheOrderTheyWereStarted) {
  std::vector<Future<int>> futures;
  for (int i = 0; i != 3; ++i) futures.push_back(start(this->loop, says(this->steps, i)));
  Future<std::vector<int>> together = all(this->loop, std::move(futures));
  this->run();
  EXPECT_EQ(this->steps, (Steps{"says 0", "says 1", "says 2"}));
  EXPECT_EQ(together.get(), (std::vector<int>{0, 1, 2}));
}

Task<void> sleeps(Timers& timers, Steps& steps, Duration time) {
  const Goodbye local(steps, "clean-up");
  steps.push_back("begins");
  co_await sleep_for(timers, time);
  steps.push_back("slept");
}

Task<void> counted(std::shared_ptr<int> times) {
  ++*times;
  co_return;
}

TEST_P(StartOn, CancelsWhenItsFutureIsDroppedBeforeItBegan) {
  const auto times = std::make_shared<int>(0);
  Future<void> future = start(this->loop, counted(times));
  future = {};
  EXPECT_EQ(times.use_count(), 1) << "its parameters die at once";
  this->run();
  EXPECT_EQ(*times, 0);
}

TEST_P(StartOn, CancelsWhenItsFutureIsDroppedWhileItWaits) {
  Future<void> future = start(this->loop, sleeps(this->timers, this->steps, TimedWorld::unit * 1000));
  while (this->steps.empty()) ASSERT_TRUE(this->loop.run_one());
  future = {};
  EXPECT_EQ(this->steps, (Steps{"begins", "clean-up"})) << "the clean-up runs here and now";
  this->run();
  EXPECT_EQ(this->steps, (Steps{"begins", "clean-up"}));
}

Task<void> goes(Future<void> signal, Steps& steps) {
  const Goodbye local(steps, "clean-up");
  co_await std::move(signal);
  steps.push_back("never");
}

TEST_P(StartOn, CancelsATaskThatStandsInTheQueueAlready) {
  Promise<void> promise(this->loop);
  std::optional<Future<void>> victim;
  victim = start(this->loop, goes(promise.get_future(), this->steps));
  this->loop.post([&] {
    promise.set_value();
    victim.reset();
    this->steps.push_back("dropped");
  });
  this->run();
  EXPECT_EQ(this->steps, (Steps{"clean-up", "dropped"}));
}

Task<void> drops(std::optional<Future<void>>& victim, Steps& steps) {
  victim.reset();
  steps.push_back("dropped");
  co_return;
}

TEST_P(StartOn, LetsOneTaskCancelAnother) {
  std::optional<Future<void>> victim =
      start(this->loop, sleeps(this->timers, this->steps, TimedWorld::unit * 1000));
  Future<void> other = start(this->loop, drops(victim, this->steps));
  this->run();
  EXPECT_EQ(this->steps, (Steps{"begins", "clean-up", "dropped"}));
  EXPECT_TRUE(other.ready());
}

Task<int> fails(std::string why) {
  throw std::runtime_error(why);
  co_return 0;
}

TEST_P(StartOn, ReportsAnErrorThatNobodyTookOnce) {
  Future<int> future = start(this->loop, fails("lost"));
  this->run();
  EXPECT_EQ(this->reports, Steps{}) << "somebody may still take it";
  future = {};
  EXPECT_EQ(this->reports, Steps{"Loop: an error that nobody took: lost\n"});
  this->run();
  EXPECT_EQ(this->reports.size(), 1U);
}

TEST_P(StartOn, DoesNotReportAnErrorThatSomebodyTook) {
  Future<int> future = start(this->loop, fails("taken"));
  this->run();
  EXPECT_THROW(future.get(), std::runtime_error);
  EXPECT_EQ(this->reports, Steps{});
}

Task<void> throws_three() {
  throw 3;
  co_return;
}

TEST_P(StartOn, ReportsAnErrorThatIsNoException) {
  {
    Future<void> future = start(this->loop, throws_three());
    this->run();
  }
  EXPECT_EQ(this->reports, Steps{"Loop: an error that nobody took, not a std::exception\n"});
}

}  // namespace
}  // namespace unroll
