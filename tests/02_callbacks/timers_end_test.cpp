#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "02_callbacks/timers.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

using std::chrono::seconds;

/// A world whose parts can die one after the other.
struct TimersEnd : testing::Test {
  std::optional<Loop> loop{std::in_place};
  FakeClock clock;
  std::optional<Timers> timers{std::in_place, *loop, clock};
  std::string log;
};

TEST_F(TimersEnd, TimersMayDieWhileTheirTickIsQueued) {
  auto token = std::make_shared<int>();
  const Callback callback = timers->call_later(seconds(1), [this, token] { log += 'x'; });
  timers.reset();
  loop->run();
  EXPECT_EQ(log, "");
  EXPECT_EQ(clock.now(), TimePoint{}) << "nobody waited";
  EXPECT_EQ(token.use_count(), 2) << "whoever armed it owns it still";
}

TEST_F(TimersEnd, WhatHasFiredAlreadyRunsThoughTheTimersDie) {
  const Callback first = timers->call_later(seconds(1), [this] { timers.reset(); });
  const Callback second = timers->call_later(seconds(1), [this] { log += 'a'; });
  const Callback third = timers->call_later(seconds(2), [this] { log += 'x'; });
  loop->run();
  EXPECT_EQ(log, "a");
}

TEST_F(TimersEnd, ACallbackMayOutliveTimersAndLoop) {
  Callback callback = timers->call_later(seconds(1), [this] { log += 'x'; });
  timers.reset();
  loop.reset();
  EXPECT_TRUE(callback.waits());
  callback.call_off();
  EXPECT_FALSE(callback.waits());
}

TEST_F(TimersEnd, ACallbackInTheQueueMayOutliveTheLoop) {
  auto token = std::make_shared<int>();
  const Callback first = timers->call_later(seconds(1), [this] { loop->stop(); });
  std::optional<Callback> second = timers->call_later(seconds(1), [this, token] { log += 'x'; });
  loop->run();
  timers.reset();
  loop.reset();
  EXPECT_EQ(token.use_count(), 2);
  second.reset();
  EXPECT_EQ(token.use_count(), 1);
  EXPECT_EQ(log, "");
}

struct CallbackErrorOn : worlds::TestOn {
  TimedWorld world;
  std::string log;
};
UNROLL_ON_WORLDS(CallbackErrorOn, 2);

TEST_P(CallbackErrorOn, LeavesRunAndTheNextRunGoesOnBehindIt) {
  const TimePoint start = this->world.clock.now();
  Timers& timers = this->world.timers;
  auto token = std::make_shared<int>();
  const Callback bad = timers.call_at(start, [token] { throw std::runtime_error("as told"); });
  const Callback same_time = timers.call_at(start, [this] { this->log += 'a'; });
  const Callback later = timers.call_at(start + TimedWorld::unit, [this] { this->log += 'b'; });
  EXPECT_THROW(this->world.run(), std::runtime_error);
  EXPECT_FALSE(bad.waits());
  EXPECT_EQ(token.use_count(), 1);
  this->world.run();
  EXPECT_EQ(this->log, "ab");
}

TEST_P(CallbackErrorOn, AStopLeavesTheOthersForTheNextRun) {
  const TimePoint start = this->world.clock.now();
  Timers& timers = this->world.timers;
  const Callback first = timers.call_at(start, [this] { this->world.loop.stop(); });
  const Callback second = timers.call_at(start + TimedWorld::unit, [this] { this->log += 'a'; });
  this->world.run();
  EXPECT_EQ(this->log, "");
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

}  // namespace
}  // namespace unroll
