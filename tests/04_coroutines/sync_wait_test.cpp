#include "04_coroutines/sync_wait.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/with_time.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct SyncWaitOn : worlds::TestOn, TimedWorld {
  Steps steps;
};
UNROLL_ON_WORLDS(SyncWaitOn, 4);

Task<int> slow(Timers& timers, Duration time) {
  co_await sleep_for(timers, time);
  co_return 9;
}

Task<int> fails(Timers& timers, Duration time) {
  co_await sleep_for(timers, time);
  throw std::out_of_range("too far");
}

TEST_P(SyncWaitOn, ReturnsTheValue) {
  EXPECT_EQ(sync_wait(this->loop, slow(this->timers, TimedWorld::unit)), 9);
  EXPECT_GE(this->clock.now().time_since_epoch(), TimedWorld::unit);
}

TEST_P(SyncWaitOn, ThrowsTheError) {
  EXPECT_THROW(sync_wait(this->loop, fails(this->timers, TimedWorld::unit)), std::out_of_range);
  EXPECT_EQ(sync_wait(this->loop, slow(this->timers, TimedWorld::unit)), 9) << "the loop stays good";
}

Task<int> posts_and_ends(Loop& loop, Steps& steps) {
  loop.post([&] { steps.push_back("queued"); });
  co_return 1;
}

TEST_P(SyncWaitOn, LeavesQueuedWhatElseIsQueued) {
  EXPECT_EQ(sync_wait(this->loop, posts_and_ends(this->loop, this->steps)), 1);
  EXPECT_EQ(this->steps, Steps{});
  this->run();
  EXPECT_EQ(this->steps, Steps{"queued"});
}

TEST_P(SyncWaitOn, IsRefusedInsideAJob) {
  this->loop.post([this] {
    EXPECT_THROW(sync_wait(this->loop, slow(this->timers, TimedWorld::unit)), std::logic_error);
    this->steps.push_back("refused");
  });
  this->run();
  EXPECT_EQ(this->steps, Steps{"refused"});
}

Task<std::string> nests(Loop& loop, Timers& timers) {
  try {
    sync_wait(loop, slow(timers, Duration(1)));
  } catch (const std::logic_error& error) {
    co_return error.what();
  }
  co_return "it was allowed";
}

TEST_P(SyncWaitOn, IsRefusedInsideATask) {
  EXPECT_EQ(sync_wait(this->loop, nests(this->loop, this->timers)),
            "Loop: a job must not run the loop that runs it; post instead");
}

TEST_P(SyncWaitOn, IsNotEndedByStop) {
  this->loop.stop();
  this->loop.post([this] { this->loop.stop(); });
  EXPECT_EQ(sync_wait(this->loop, slow(this->timers, TimedWorld::unit)), 9);
}

Task<void> cleans_up(Timers& timers, Steps& steps, Duration time) {
  const Goodbye local(steps, "clean-up");
  co_await sleep_for(timers, time);
  steps.push_back("never");
}

TEST_P(SyncWaitOn, LetsTheErrorOfAnotherJobOutAndCancelsTheTask) {
  Task<void> task = cleans_up(this->timers, this->steps, TimedWorld::unit * 1000);
  const Callback other =
      this->timers.call_later(TimedWorld::unit, [] { throw std::runtime_error("somebody else's"); });
  EXPECT_THROW(sync_wait(this->loop, std::move(task)), std::runtime_error);
  EXPECT_EQ(this->steps, Steps{"clean-up"});
  this->run();
  EXPECT_EQ(this->steps, Steps{"clean-up"});
}

Task<void> waits_for_nobody(Future<void> never, Steps& steps) {
  const Goodbye local(steps, "clean-up");
  co_await std::move(never);
}
constexpr int line_of_the_wait = __LINE__ - 2;

Task<void> calls(Task<void> other) { co_await std::move(other); }
constexpr int line_of_the_call = __LINE__ - 1;

std::string at(int line) { return "sync_wait_test.cpp:" + std::to_string(line); }

TEST(SyncWait, ThatStallsSaysWhoWaitsWhere) {
  worlds::FakeTime world;
  Steps steps;
  Promise<void> promise(world.loop);
  Task<void> task = calls(waits_for_nobody(promise.get_future(), steps));
  const int line = __LINE__ + 2;
  try {
    sync_wait(world.loop, std::move(task), "the main one");
    FAIL() << "it must not return";
  } catch (const Stalled& stalled) {
    EXPECT_EQ(stalled.what(),
              "sync_wait: nothing is left to run, and these still wait:\n"
              "task \"the main one\", started at " +
                  at(line) + "\n" + "  calls() waits at " + at(line_of_the_call) + "\n" +
                  "  waits_for_nobody() waits at " + at(line_of_the_wait) + "\n");
  }
  EXPECT_EQ(steps, Steps{"clean-up"}) << "who stalled is cancelled";
  EXPECT_EQ(world.loop.unfinished(), "");
}

}  // namespace
}  // namespace unroll
