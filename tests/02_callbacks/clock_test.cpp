#include "02_callbacks/clock.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>

namespace unroll {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

TEST(FakeClock, BeginsAtZeroAndStandsStill) {
  const FakeClock clock;
  EXPECT_EQ(clock.now(), TimePoint{});
  EXPECT_EQ(clock.now(), TimePoint{});
}

TEST(FakeClock, JumpsToTheTimeThatIsWaitedFor) {
  FakeClock clock;
  EXPECT_EQ(clock.wait_until(TimePoint{seconds(5)}), TimePoint{seconds(5)});
  EXPECT_EQ(clock.now(), TimePoint{seconds(5)});
}

TEST(FakeClock, NeverGoesBack) {
  FakeClock clock;
  clock.wait_until(TimePoint{seconds(5)});
  EXPECT_EQ(clock.wait_until(TimePoint{seconds(3)}), TimePoint{seconds(5)});
  EXPECT_EQ(clock.wait_until(TimePoint::min()), TimePoint{seconds(5)});
  EXPECT_EQ(clock.now(), TimePoint{seconds(5)});
}

TEST(FakeClock, LetsTimePassWhileAJobRuns) {
  FakeClock clock;
  clock.advance(seconds(2));
  clock.advance(seconds(1));
  EXPECT_EQ(clock.now(), TimePoint{seconds(3)});
}

TEST(FakeClock, AdvancesNoFurtherThanTheEndOfTime) {
  FakeClock clock;
  clock.advance(seconds(1));
  clock.advance(Duration::max() - seconds(2));
  EXPECT_EQ(clock.now(), TimePoint::max() - seconds(1));
  clock.advance(seconds(2));
  EXPECT_EQ(clock.now(), TimePoint::max());
  clock.advance(Duration::max());
  EXPECT_EQ(clock.now(), TimePoint::max());
}

TEST(FakeClock, RefusesToWaitForTheEndOfTime) {
  FakeClock clock;
  EXPECT_THROW(clock.wait_until(TimePoint::max()), std::logic_error);
  EXPECT_EQ(clock.now(), TimePoint{});
  const TimePoint just_before = TimePoint::max() - Duration(1);
  EXPECT_EQ(clock.wait_until(just_before), just_before);
}

TEST(SteadyClock, NeverGoesBack) {
  const SteadyClock clock;
  const TimePoint before = clock.now();
  EXPECT_LE(before, clock.now());
}

TEST(SteadyClock, WaitsAtLeastUntilTheTimeAskedFor) {
  SteadyClock clock;
  const TimePoint until = clock.now() + microseconds(300);
  const TimePoint told = clock.wait_until(until);
  EXPECT_GE(told, until);
  EXPECT_LE(told, clock.now());
}

TEST(SteadyClock, OnlyLooksWhenTheTimeIsPast) {
  SteadyClock clock;
  const TimePoint before = clock.now();
  const TimePoint told = clock.wait_until(TimePoint::min());
  EXPECT_LE(before, told);
  EXPECT_LE(told, clock.now());
}

}  // namespace
}  // namespace unroll
