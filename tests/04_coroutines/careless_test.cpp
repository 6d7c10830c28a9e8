#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

/// Clean-ups run while the machinery is being taken down around them. Whatever they do, it holds.
struct CarelessCleanUpOn : worlds::TestOn, TimedWorld {
  CarelessCleanUpOn() {
    this->loop.on_report([](const std::string&) {});  // that they wait for nobody is the point
  }
  Promise<void> never{this->loop};
  Steps steps;
};
UNROLL_ON_VIRTUAL_WORLDS(CarelessCleanUpOn, 4);

Task<void> owns(Timers& timers, std::shared_ptr<Future<void>> /*self*/) {
  co_await sleep_for(timers, TimedWorld::unit);
}

TEST_P(CarelessCleanUpOn, MayDropTheFutureOfItsOwnTaskThroughAParameter) {
  auto self = std::make_shared<Future<void>>();
  const std::weak_ptr<Future<void>> alive = self;
  *self = start(this->loop, owns(this->timers, self));
  self.reset();
  EXPECT_FALSE(alive.expired()) << "the task keeps it";
  this->run();
  EXPECT_TRUE(alive.expired()) << "the end of the task ends the circle";
}

Task<void> watched(Loop& loop, Future<void> never, Steps& dumps, int depth) {
  const AtEnd dump([&] { dumps.push_back(loop.unfinished()); });
  if (depth != 0) co_return co_await watched(loop, std::move(never), dumps, depth - 1);
  co_await std::move(never);
}

TEST_P(CarelessCleanUpOn, MayAskForADump) {
  Future<void> task =
      start(this->loop, watched(this->loop, this->never.get_future(), this->steps, 3), "watched");
  this->run();
  task = {};
  ASSERT_EQ(this->steps.size(), 4U);
  for (const std::string& dump : this->steps)
    EXPECT_NE(dump.find("  is being destroyed\n"), std::string::npos) << dump;
}

Task<void> keeps_the_promise(Promise<void>& own, Steps& steps) {
  const AtEnd keep([&] { own.set_value(); });
  co_await own.get_future();
  steps.push_back("never");
}

TEST_P(CarelessCleanUpOn, MayKeepThePromiseThatItsTaskWaitedFor) {
  Future<void> task = start(this->loop, keeps_the_promise(this->never, this->steps));
  this->run();
  task = {};
  this->run();
  EXPECT_EQ(this->steps, Steps{});
}

Task<void> says(Steps& steps, std::string what) {
  steps.push_back(what);
  co_return;
}

Task<void> leaves_an_heir(Loop& loop, Future<void> never, Steps& steps, Future<void>& heir) {
  const AtEnd will([&] { heir = start(loop, says(steps, "heir")); });
  co_await std::move(never);
}

TEST_P(CarelessCleanUpOn, MayStartAnotherTask) {
  Future<void> heir;
  Future<void> task =
      start(this->loop, leaves_an_heir(this->loop, this->never.get_future(), this->steps, heir));
  this->run();
  task = {};
  EXPECT_EQ(this->steps, Steps{}) << "start never runs it here and now";
  this->run();
  EXPECT_EQ(this->steps, Steps{"heir"});
}

Task<void> drops(Future<void> never, Steps& steps, Future<void>& other) {
  const Goodbye local(steps, "first");
  const AtEnd drop([&] { other = {}; });
  co_await std::move(never);
}

Task<void> waits(Future<void> never, Steps& steps) {
  const Goodbye local(steps, "other");
  co_await std::move(never);
}

TEST_P(CarelessCleanUpOn, MayDropAnotherTask) {
  Promise<void> for_another(this->loop);
  Future<void> other = start(this->loop, waits(for_another.get_future(), this->steps));
  Future<void> task = start(this->loop, drops(this->never.get_future(), this->steps, other));
  this->run();
  task = {};
  EXPECT_FALSE(other.valid());
  EXPECT_EQ(this->steps, (Steps{"other", "first"}));
}

Task<void> posts(Loop& loop, Future<void> never, Steps& steps) {
  const AtEnd post([&] { loop.post([&] { steps.push_back("posted"); }); });
  co_await std::move(never);
}

TEST_P(CarelessCleanUpOn, MayPost) {
  Future<void> task = start(this->loop, posts(this->loop, this->never.get_future(), this->steps));
  this->run();
  task = {};
  EXPECT_EQ(this->steps, Steps{});
  this->run();
  EXPECT_EQ(this->steps, Steps{"posted"});
}

TEST_P(CarelessCleanUpOn, MayRunWhileTheLoopDies) {
  auto dying = std::make_unique<Loop>();
  Future<void> task = start(*dying, posts(*dying, this->never.get_future(), this->steps));
  dying->run_one();
  dying->post([held = std::move(task)] {});
  dying.reset();
  EXPECT_EQ(this->steps, Steps{}) << "what a dying loop still holds is destroyed, not run";
}

}  // namespace
}  // namespace unroll
