#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "02_callbacks/timers.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct TimersOrderOn : worlds::TestOn {
  TimedWorld world;
  Timers& timers = world.timers;
  const TimePoint start = world.clock.now();
  std::vector<Callback> kept;
  std::string log;

  TimePoint at(int units) const { return start + units * TimedWorld::unit; }
  void arm(int units, char name) {
    kept.push_back(timers.call_at(at(units), [this, name] { log += name; }));
  }
};
UNROLL_ON_WORLDS(TimersOrderOn, 2);

TEST_P(TimersOrderOn, FireInTheOrderOfTheirTimes) {
  this->arm(3, 'c');
  this->arm(1, 'a');
  this->arm(4, 'd');
  this->arm(2, 'b');
  this->world.run();
  EXPECT_EQ(this->log, "abcd");
}

TEST_P(TimersOrderOn, EqualTimesKeepTheOrderOfArming) {
  this->arm(2, 'd');
  for (const char name : {'a', 'b', 'c'}) this->arm(1, name);
  this->arm(2, 'e');
  this->world.run();
  EXPECT_EQ(this->log, "abcde");
}

TEST_P(TimersOrderOn, AThousandEqualTimesKeepTheOrderOfArming) {
  std::vector<int> order;
  for (int i = 0; i != 1000; ++i)
    this->kept.push_back(
        this->timers.call_at(this->at(i % 3), [&order, i] { order.push_back(i % 3 * 1000 + i); }));
  this->world.run();
  EXPECT_EQ(order.size(), 1000U);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_P(TimersOrderOn, NeverRunHereAndNowEvenForTheDistantPast) {
  const Callback now = this->timers.call_later(Duration::zero(), [this] { this->log += 'c'; });
  const Callback before = this->timers.call_later(-std::chrono::hours(1), [this] { this->log += 'b'; });
  const Callback long_before = this->timers.call_at(TimePoint::min(), [this] { this->log += 'a'; });
  EXPECT_EQ(this->log, "");
  this->world.run();
  EXPECT_EQ(this->log, "abc") << "past times keep their order too";
}

TEST_P(TimersOrderOn, WhatIsQueuedAlreadyRunsBeforeATimeThatIsPast) {
  this->world.loop.post([this] { this->log += 'a'; });
  this->arm(-1, 'b');
  this->world.run();
  EXPECT_EQ(this->log, "ab");
}

TEST_P(TimersOrderOn, ACallbackMayArmOneThatIsDueBeforeTheOthers) {
  Callback inserted;
  const Callback first = this->timers.call_at(this->at(1), [&] {
    this->log += 'a';
    inserted = this->timers.call_at(this->at(2), [this] { this->log += 'b'; });
  });
  const Callback later = this->timers.call_later(std::chrono::hours(1), [this] { this->log += 'c'; });
  while (this->log.size() < 2) ASSERT_TRUE(this->world.loop.run_one());
  EXPECT_EQ(this->log, "ab");
}

/// What timers promise, said in the simplest way: a list, sorted by time, equal times by arming.
TEST_P(TimersOrderOn, BehaveLikeASortedListWhateverIsArmedAndCalledOff) {
  std::mt19937 random(20260101);
  std::vector<std::pair<int, int>> expected;
  std::vector<int> order;
  std::vector<Callback> armed;
  for (int i = 0; i != 2000; ++i) {
    const int due = static_cast<int>(random() % 50);
    armed.push_back(this->timers.call_at(this->at(due), [&order, i] { order.push_back(i); }));
    expected.emplace_back(due, i);
    if (random() % 2 == 0) {
      const auto one = static_cast<std::ptrdiff_t>(random() % armed.size());
      armed.erase(armed.begin() + one);
      expected.erase(expected.begin() + one);
    }
  }
  std::sort(expected.begin(), expected.end());
  this->world.run();
  ASSERT_EQ(order.size(), expected.size());
  for (std::size_t i = 0; i != order.size(); ++i)
    ASSERT_EQ(order[i], expected[i].second) << "the " << i << "th";
}

}  // namespace
}  // namespace unroll
