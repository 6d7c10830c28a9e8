#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "02_callbacks/timers.hpp"

namespace unroll {
namespace {

using std::chrono::seconds;

/// A clock that writes down what it is asked, and may notice something before the time.
class AskedClock final : public Clock {
 public:
  TimePoint now() const override { return now_; }
  TimePoint wait_until(TimePoint until) override {
    asked.push_back(until);
    TimePoint woken = until;
    if (!interruptions.empty() && interruptions.front() < until) {
      woken = interruptions.front();
      interruptions.erase(interruptions.begin());
      notice();
    }
    now_ = std::max(now_, woken);
    return now_;
  }

  std::vector<TimePoint> asked;
  std::vector<TimePoint> interruptions;
  std::function<void()> notice = [] {};

 private:
  TimePoint now_{};
};

struct Tick : testing::Test {
  static TimePoint at(int time) { return TimePoint{seconds(time)}; }

  Loop loop;
  AskedClock clock;
  Timers timers{loop, clock};
  std::string log;
};

TEST_F(Tick, WaitsForTheNextTimeWhenItIsAloneInTheQueue) {
  const Callback later = timers.call_at(at(5), [] {});
  const Callback first = timers.call_at(at(2), [] {});
  loop.run();
  EXPECT_EQ(clock.asked.front(), at(2));
  EXPECT_EQ(clock.asked.back(), at(5));
}

TEST_F(Tick, OnlyLooksWhenSomebodyElseIsReady) {
  const Callback callback = timers.call_at(at(5), [] {});
  int left = 10;
  std::function<void()> busy = [&] {
    if (--left != 0) loop.post([&] { busy(); });
  };
  loop.post([&] { busy(); });
  while (left != 0) ASSERT_TRUE(loop.run_one());
  ASSERT_FALSE(clock.asked.empty());
  EXPECT_LE(*std::max_element(clock.asked.begin(), clock.asked.end()), TimePoint{})
      << "it slept on a ready loop";
  EXPECT_EQ(clock.now(), TimePoint{});
}

TEST_F(Tick, GoesOnWaitingWhenTheClockWakesEarly) {
  clock.interruptions = {at(1), at(2), at(3)};
  clock.notice = [this] { loop.post([this] { log += 'n'; }); };
  const Callback callback = timers.call_at(at(5), [this] { log += 'a'; });
  loop.run();
  EXPECT_EQ(log, "nnna");
  EXPECT_EQ(clock.now(), at(5));
}

TEST_F(Tick, IsNotThereWhenNobodyWaits) {
  loop.post([] {});
  loop.run();
  EXPECT_TRUE(clock.asked.empty());
  {
    const Callback called_off = timers.call_at(at(5), [] {});
  }
  loop.run();
  EXPECT_TRUE(clock.asked.empty()) << "nobody wanted it any more, and time was asked for";
}

TEST_F(Tick, StandsInTheQueueOnceHoweverManyAreArmed) {
  std::vector<Callback> kept;
  for (int i = 0; i != 100; ++i) kept.push_back(timers.call_at(at(5), [] {}));
  EXPECT_TRUE(loop.run_one());
  for (int i = 0; i != 100; ++i) EXPECT_TRUE(loop.run_one());
  EXPECT_FALSE(loop.run_one());
}

TEST(TickOfAFailingClock, IsPostedAgainForTheOthersStillWait) {
  struct FailingOnce final : Clock {
    TimePoint now() const override { return time; }
    TimePoint wait_until(TimePoint until) override {
      if (std::exchange(fails, false)) throw std::runtime_error("as told");
      return time = std::max(time, until);
    }
    bool fails = true;
    TimePoint time{};
  } clock;
  Loop loop;
  Timers timers(loop, clock);
  bool ran = false;
  const Callback callback = timers.call_later(std::chrono::seconds(1), [&] { ran = true; });
  EXPECT_THROW(loop.run(), std::runtime_error);
  loop.run();
  EXPECT_TRUE(ran);
}

}  // namespace
}  // namespace unroll
