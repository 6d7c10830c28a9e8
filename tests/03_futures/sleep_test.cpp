#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "03_futures/sleep_for.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct SleepOn : worlds::TestOn {
  const Duration unit = TimedWorld::unit;
  TimedWorld world;
  Timers& timers = world.timers;
  std::string log;

  TimePoint at(int units) const { return TimePoint{} + units * unit; }
};
UNROLL_ON_VIRTUAL_WORLDS(SleepOn, 3);

TEST_P(SleepOn, IsReadyWhenItsTimeHasCome) {
  auto woken = sleep_for(this->timers, 3 * this->unit).then([this] { return this->world.clock.now(); });
  this->world.run();
  EXPECT_EQ(woken.get(), this->at(3));
}

TEST_P(SleepOn, CountsFromTheCall) {
  this->world.advance(2 * this->unit);
  auto woken = sleep_for(this->timers, this->unit).then([this] { return this->world.clock.now(); });
  this->world.run();
  EXPECT_EQ(woken.get(), this->at(3));
}

TEST_P(SleepOn, OneAfterTheOtherAddsUp) {
  auto woken = sleep_for(this->timers, this->unit)
                   .then([this] { return sleep_for(this->timers, 2 * this->unit); })
                   .then([this] { return this->world.clock.now(); });
  this->world.run();
  EXPECT_EQ(woken.get(), this->at(3));
}

TEST_P(SleepOn, TwoAtOnceTakeAsLongAsTheLonger) {
  std::vector<Future<void>> sleeps;
  for (const int units : {5, 3}) sleeps.push_back(sleep_for(this->timers, units * this->unit));
  auto woken = all(this->world.loop, std::move(sleeps)).then([this] { return this->world.clock.now(); });
  this->world.run();
  EXPECT_EQ(woken.get(), this->at(5));
}

TEST_P(SleepOn, TheFirstOfTwoIsTheShorterAndTheOtherIsNotWaitedFor) {
  std::vector<Future<void>> sleeps;
  for (const int units : {1'000'000, 3}) sleeps.push_back(sleep_for(this->timers, units * this->unit));
  auto woken = any(this->world.loop, std::move(sleeps)).then([this] { return this->world.clock.now(); });
  this->world.run();
  EXPECT_EQ(woken.get(), this->at(3));
  EXPECT_LT(this->world.clock.now(), this->at(1000)) << "the loop stayed for a sleep that nobody wanted";
}

TEST_P(SleepOn, DestroyedItIsNotWaitedFor) {
  { const auto dropped = sleep_for(this->timers, 1'000'000 * this->unit); }
  this->world.run();
  EXPECT_LT(this->world.clock.now(), this->at(1000));
}

TEST_P(SleepOn, NoTimeAtAllIsATurnOfItsOwn) {
  const auto none = sleep_for(this->timers, Duration::zero());
  EXPECT_FALSE(none.ready());
  const auto negative = sleep_for(this->timers, -this->unit);
  EXPECT_FALSE(negative.ready());
  this->world.run();
  EXPECT_TRUE(none.ready());
  EXPECT_TRUE(negative.ready());
}

TEST_P(SleepOn, ForeverIsAnErrorWhenNothingElseIsLeft) {
  const auto forever = sleep_for(this->timers, Duration::max());
  EXPECT_THROW(this->world.run(), std::logic_error);
  EXPECT_FALSE(forever.ready());
}

struct SleepOrderOn : worlds::TestOn {
  TimedWorld world;
};
UNROLL_ON_WORLDS(SleepOrderOn, 3);

TEST_P(SleepOrderOn, SleepersWakeInTheOrderOfTheirTimes) {
  std::string log;
  std::vector<Future<void>> kept;
  const auto sleeper = [&](int units, char name) {
    kept.push_back(sleep_for(this->world.timers, units * std::chrono::milliseconds(1)).then([&log, name] {
      log += name;
    }));
  };
  sleeper(-1, 'a');
  sleeper(3600 * 1000, 'c');
  sleeper(0, 'b');
  while (log.size() < 2) ASSERT_TRUE(this->world.loop.run_one());
  EXPECT_EQ(log, "ab");
}

}  // namespace
}  // namespace unroll
