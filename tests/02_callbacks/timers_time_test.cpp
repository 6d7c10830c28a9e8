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

template <class World>
struct TimersTimeOn : testing::Test {
  static constexpr Duration unit = World::unit;
  World world;
  Timers& timers = world.timers;
  std::vector<Callback> kept;
  std::vector<TimePoint> fired;

  Job note() {
    return [this] { fired.push_back(world.clock.now()); };
  }
  static TimePoint at(int units) { return TimePoint{} + units * unit; }
};
TYPED_TEST_SUITE(TimersTimeOn, worlds::VirtualWorldsFor<2>, worlds::Names);

TYPED_TEST(TimersTimeOn, FireExactlyWhenTheyAreDue) {
  for (const int units : {5, 1, 3}) this->kept.push_back(this->timers.call_at(this->at(units), this->note()));
  this->world.run();
  EXPECT_EQ(this->fired, (std::vector{this->at(1), this->at(3), this->at(5)}));
}

TYPED_TEST(TimersTimeOn, CallLaterCountsFromTheMomentOfArmingHoweverLongTheJobHasTaken) {
  Callback callback;
  this->world.loop.post([&] {
    this->world.clock.advance(2 * this->unit);
    callback = this->timers.call_later(this->unit, this->note());
  });
  this->world.run();
  EXPECT_EQ(this->fired, std::vector{this->at(3)});
}

TYPED_TEST(TimersTimeOn, FireAsSoonAsTheLoopGetsToItWhenAJobTakesLong) {
  this->kept.push_back(this->timers.call_at(this->at(2), this->note()));
  this->kept.push_back(
      this->timers.call_at(this->at(1), [this] { this->world.clock.advance(5 * this->unit); }));
  this->kept.push_back(this->timers.call_at(this->at(3), this->note()));
  this->world.run();
  EXPECT_EQ(this->fired, (std::vector{this->at(6), this->at(6)}));
}

TYPED_TEST(TimersTimeOn, WhatIsCalledOffIsNotWaitedFor) {
  Callback far = this->timers.call_at(this->at(1'000'000), this->note());
  Callback near = this->timers.call_at(this->at(1), [&] { far.call_off(); });
  this->world.run();
  EXPECT_LT(this->world.clock.now(), this->at(1000));
  EXPECT_TRUE(this->fired.empty());
}

TYPED_TEST(TimersTimeOn, TheLoopEndsByItselfWhenNothingIsLeftToWaitFor) {
  this->kept.push_back(this->timers.call_at(this->at(1), this->note()));
  this->world.run();
  EXPECT_TRUE(this->world.loop.empty()) << "the tick does not keep it alive";
  EXPECT_LT(this->world.clock.now(), this->at(1000));
  this->kept.push_back(this->timers.call_at(this->at(1000), this->note()));
  this->world.run();
  EXPECT_EQ(this->fired.back(), this->at(1000)) << "and wakes up again when there is";
}

TYPED_TEST(TimersTimeOn, ADelayBeyondTheEndOfTimeIsTheEndOfTime) {
  this->world.clock.advance(this->unit);
  EXPECT_EQ(this->timers.after(Duration::max()), TimePoint::max());
  EXPECT_EQ(this->timers.after(TimePoint::max() - this->world.clock.now()), TimePoint::max());
  EXPECT_EQ(this->timers.after(this->unit), this->at(2));
  EXPECT_EQ(this->timers.after(-this->unit), this->at(0));
}

TYPED_TEST(TimersTimeOn, WaitingForTheEndOfTimeIsAnErrorAndTheTimersStayGood) {
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

TYPED_TEST(TimersTimeOn, WaitingForTheEndOfTimeIsNoErrorWhileSomethingElseMayCallItOff) {
  Callback never = this->timers.call_later(Duration::max(), this->note());
  const Callback savior = this->timers.call_at(this->at(1), [&] { never.call_off(); });
  this->world.run();
  EXPECT_TRUE(this->fired.empty());
}

TYPED_TEST(TimersTimeOn, WorkFarInTheFutureAsTheyDoNow) {
  const TimePoint far{std::chrono::hours(24 * 365 * 290)};
  this->world.clock.wait_until(far);
  this->kept.push_back(this->timers.call_later(2 * this->unit, this->note()));
  this->kept.push_back(this->timers.call_later(this->unit, this->note()));
  this->world.run();
  EXPECT_EQ(this->fired, (std::vector{far + this->unit, far + 2 * this->unit}));
}

}  // namespace
}  // namespace unroll
