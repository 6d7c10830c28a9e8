#include "04_coroutines/sync_wait.hpp"

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using unroll::check::in_order;
using unroll::check::Seen;

struct World {
  Seen seen;
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
};

Task<std::string> greeting(Timers& timers, std::string name) {
  co_await sleep_for(timers, 1s);
  co_await sleep_for(timers, 1s);
  co_return "hello " + name;
}

Task<std::unique_ptr<int>> made(Timers& timers) {
  co_await sleep_for(timers, 1s);
  co_return std::make_unique<int>(42);
}

Task<> failing(Timers& timers) {
  co_await sleep_for(timers, 1s);
  throw std::runtime_error("sorry");
}

Task<> posts(Loop& loop, Seen& seen) {
  loop.post([&seen] { seen("posted by the task"); });
  co_return;
}

Task<> waits(Future<void> end, std::shared_ptr<int> held) {
  co_await std::move(end);
  ++*held;
}

std::string thrown(const std::function<void()>& call) {
  try {
    call();
  } catch (const Stalled&) {
    return "Stalled";
  } catch (const std::exception& error) {
    return error.what();
  }
  return "nothing";
}

TEST(SyncWait, ReturnsWhatTheTaskReturns) {
  World world;
  EXPECT_EQ(sync_wait(world.loop, greeting(world.timers, "Ada")), "hello Ada")
      << "after two seconds and some jobs";
  EXPECT_EQ(*sync_wait(world.loop, made(world.timers)), 42) << "also what only moves, and a second time";
  EXPECT_EQ(world.clock.now(), TimePoint(3s)) << "and no longer than that";
}

TEST(SyncWait, ThrowsWhatTheTaskThrows) {
  World world;
  EXPECT_EQ(thrown([&] { sync_wait(world.loop, failing(world.timers)); }), "sorry")
      << "the error arrives here";
}

TEST(SyncWait, LeavesQueuedWhatIsQueuedBehindTheEnd) {
  World world;
  Future<void> later = sleep_for(world.timers, 10s).then([&] { world.seen("ten seconds"); });
  sync_wait(world.loop, greeting(world.timers, "Ada"));
  EXPECT_EQ(world.clock.now(), TimePoint(2s)) << "the task has ended, and so has the wait";
  EXPECT_TRUE(world.seen.empty()) << "what others have queued is not run";
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"ten seconds"})) << "nor lost";
}

TEST(SyncWait, LeavesQueuedWhatTheTaskItselfHasPosted) {
  World world;
  sync_wait(world.loop, posts(world.loop, world.seen));
  EXPECT_TRUE(world.seen.empty()) << "the task has ended, and no job is run behind that";
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"posted by the task"})) << "it was queued, and it is not lost";
}

TEST(SyncWait, ThrowsStalledIfNobodyWillWakeTheTask) {
  check::leave_alone();  // somebody waits in vain here, and is meant to
  World world;
  Promise<void> never(world.loop);
  const auto held = std::make_shared<int>(0);
  EXPECT_EQ(thrown([&] { sync_wait(world.loop, waits(never.get_future(), held)); }), "Stalled")
      << "the queue is empty, and the task waits";
}

TEST(SyncWait, StalledNamesWhoWaits) {
  check::leave_alone();  // somebody waits in vain here, and is meant to
  World world;
  Promise<void> never(world.loop);
  std::string text;
  try {
    sync_wait(world.loop, waits(never.get_future(), std::make_shared<int>(0)), "the one who waits");
  } catch (const Stalled& stalled) {
    text = stalled.what();
  }
  EXPECT_NE(text.find("the one who waits"), std::string::npos) << "the name of the task is in its text\n"
                                                               << text;
  EXPECT_NE(text.find("started at sync_wait_test.cpp"), std::string::npos) << "the line of the call\n"
                                                                           << text;
  EXPECT_NE(text.find("waits() waits at sync_wait_test.cpp"), std::string::npos)
      << "and the line of the co_await\n"
      << text;
}

TEST(SyncWait, WhatAnotherJobThrowsLeavesHere) {
  World world;
  world.loop.post([] { throw std::runtime_error("another job failed"); });
  EXPECT_EQ(thrown([&] { sync_wait(world.loop, greeting(world.timers, "Ada")); }), "another job failed")
      << "as it leaves run";
}

TEST(SyncWait, WhatHasNotEndedIsCancelled) {
  check::leave_alone();  // somebody waits in vain here, and is meant to
  World world;
  const auto held = std::make_shared<int>(0);
  Promise<void> never(world.loop);
  thrown([&] { sync_wait(world.loop, waits(never.get_future(), held)); });
  EXPECT_EQ(held.use_count(), 1) << "behind Stalled nothing of the task is left";
  EXPECT_TRUE(never.abandoned()) << "nor of what it waited for";
  world.loop.post([] { throw std::runtime_error("another job failed"); });
  Promise<void> later(world.loop);
  thrown([&] { sync_wait(world.loop, waits(later.get_future(), held)); });
  EXPECT_EQ(held.use_count(), 1) << "nor behind an error of another job";
  EXPECT_TRUE(world.loop.unfinished().empty()) << "the loop knows of nobody who waits";
}

TEST(SyncWait, StopDoesNotEndIt) {
  check::leave_alone();  // whoever ends here may say that somebody waits in vain
  World world;
  Future<void> stop = sleep_for(world.timers, 1500ms).then([&] { world.loop.stop(); });
  EXPECT_EQ(thrown([&] { sync_wait(world.loop, greeting(world.timers, "Ada")); }), "nothing")
      << "stop is for run: whoever called sync_wait wants the value";
}

}  // namespace
