#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "02_callbacks/timers.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct TimersTimeOn : worlds::TestOn {
  const Duration unit = TimedWorld::unit;
  TimedWorld world;
  Timers& timers = world.timers;
  std::vector<Callback> kept;
  std::vector<TimePoint> fired;

  Job note() {
    return [this] { fired.push_back(world.clock.now()); };
  }
  TimePoint at(int units) const { return TimePoint{} + units * unit; }
};
UNROLL_ON_VIRTUAL_WORLDS(TimersTimeOn, 2);

TEST_P(TimersTimeOn, FireExactlyWhenTheyAreDue) {
  for (const int units : {5, 1, 3}) this->kept.push_back(this->timers.call_at(this->at(units), this->note()));
  this->world.run();
  EXPECT_EQ(this->fired, (std::vector{this->at(1), this->at(3), this->at(5)}));
}

TEST_P(TimersTimeOn, CallLaterCountsFromTheMomentOfArmingHoweverLongTheJobHasTaken) {
  Callback callback;
  this->world.loop.post([&] {
    this->world.advance(2 * this->unit);
    callback = this->timers.call_later(this->unit, this->note());
  });
  this->world.run();
  EXPECT_EQ(this->fired, std::vector{this->at(3)});
}

TEST_P(TimersTimeOn, FireAsSoonAsTheLoopGetsToItWhenAJobTakesLong) {
  this->kept.push_back(this->timers.call_at(this->at(2), this->note()));
  this->kept.push_back(this->timers.call_at(this->at(1), [this] { this->world.advance(5 * this->unit); }));
  this->kept.push_back(this->timers.call_at(this->at(3), this->note()));
  this->world.run();
  EXPECT_EQ(this->fired, (std::vector{this->at(6), this->at(6)}));
}

TEST_P(TimersTimeOn, WhatIsCalledOffIsNotWaitedFor) {
  Callback far = this->timers.call_at(this->at(1'000'000), this->note());
  Callback near = this->timers.call_at(this->at(1), [&] { far.call_off(); });
  this->world.run();
  EXPECT_LT(this->world.clock.now(), this->at(1000));
  EXPECT_TRUE(this->fired.empty());
}

TEST_P(TimersTimeOn, TheLoopEndsByItselfWhenNothingIsLeftToWaitFor) {
  this->kept.push_back(this->timers.call_at(this->at(1), this->note()));
  this->world.run();
  EXPECT_TRUE(this->world.loop.empty()) << "the tick does not keep it alive";
  EXPECT_LT(this->world.clock.now(), this->at(1000));
  this->kept.push_back(this->timers.call_at(this->at(1000), this->note()));
  this->world.run();
  EXPECT_EQ(this->fired.back(), this->at(1000)) << "and wakes up again when there is";
}

TEST_P(TimersTimeOn, ADelayBeyondTheEndOfTimeIsTheEndOfTime) {
  this->world.advance(this->unit);
  EXPECT_EQ(this->timers.after(Duration::max()), TimePoint::max());
  EXPECT_EQ(this->timers.after(TimePoint::max() - this->world.clock.now()), TimePoint::max());
  EXPECT_EQ(this->timers.after(this->unit), this->at(2));
  EXPECT_EQ(this->timers.after(-this->unit), this->at(0));
}

TEST_P(TimersTimeOn, WaitingForTheEndOfTimeIsAnErrorAndTheTimersStayGood) {
  Callback never = this->timers.call_later(Duration::max(), this->note());
  EXPECT_THROW(this->world.run(), std::logic_error);
  EXPECT_TRUE(never.waits());
  const TimePoint later = this->timers.after(this->unit);
  this->kept.push_back(this->timers.call_at(later, this->note()));
  EXPECT_THROW(this->world.run(), std::logic_error);
  EXPECT_EQ(this->fired, std::vector{later});
  never.call_off();
  this->world.run();
}

TEST_P(TimersTimeOn, WaitingForTheEndOfTimeIsNoErrorWhileSomethingElseMayCallItOff) {
  Callback never = this->timers.call_later(Duration::max(), this->note());
  const Callback savior = this->timers.call_at(this->at(1), [&] { never.call_off(); });
  this->world.run();
  EXPECT_TRUE(this->fired.empty());
}

TEST_P(TimersTimeOn, WorkFarInTheFutureAsTheyDoNow) {
  const TimePoint far{std::chrono::hours(24 * 365 * 290)};
  this->world.clock.wait_until(far);
  this->kept.push_back(this->timers.call_later(2 * this->unit, this->note()));
  this->kept.push_back(this->timers.call_later(this->unit, this->note()));
  this->world.run();
  EXPECT_EQ(this->fired, (std::vector{far + this->unit, far + 2 * this->unit}));
}

}  // namespace
}  // namespace unroll
