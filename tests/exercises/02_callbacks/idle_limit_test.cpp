#include "02_callbacks/idle_limit.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using unroll::Callback;
using unroll::Duration;
using unroll::TimePoint;
using unroll::check::in_order;
using unroll::check::Seen;

/// Counts the callbacks that are armed while it lives.
class Armed {
 public:
  Armed() {
    armed_ = 0;
    before_ = std::exchange(unroll::trace::sink, count);
  }
  Armed(const Armed&) = delete;
  Armed& operator=(const Armed&) = delete;
  ~Armed() { unroll::trace::sink = before_; }
  int so_far() const { return armed_; }

 private:
  static void count(const unroll::trace::Step& step) {
    if (step.verb == unroll::trace::Verb::arm) ++armed_;
    before_(step);
  }
  inline static int armed_ = 0;
  inline static unroll::trace::Sinks before_;
};

struct IdleLimit : testing::Test {
  Seen seen;
  unroll::Loop loop;
  unroll::FakeClock clock;
  unroll::Timers timers{loop, clock};
  std::optional<unroll::IdleLimit> limit;
  std::vector<Callback> touches;

  void begin(Duration time) {
    limit.emplace(timers, time,
                  [this] { seen("too late at " + std::to_string(clock.now().time_since_epoch() / 1ms)); });
  }
  void touch_at(Duration time) {
    touches.push_back(timers.call_at(TimePoint(time), [this] { limit->touch(); }));
  }
};

TEST_F(IdleLimit, IsOverWhenNobodyTouchesIt) {
  clock.advance(500ms);
  begin(1s);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"too late at 1500"})) << "the limit counts from when it was made";
  EXPECT_EQ(clock.now(), TimePoint(1500ms)) << "and behind it nothing is armed";
}

TEST_F(IdleLimit, BeginsAnewWithEachTouch) {
  begin(1s);
  for (const Duration time : {700ms, 900ms, 1300ms}) touch_at(time);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"too late at 2300"}))
      << "the limit counts from the last touch, to the millisecond";
}

TEST_F(IdleLimit, IsNotLaterForATouchAtTheBeginning) {
  begin(2s);
  touch_at(10ms);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"too late at 2010"})) << "two seconds behind the touch, not four";
}

TEST_F(IdleLimit, IsOverOnce) {
  begin(1s);
  touch_at(1500ms);
  touch_at(4s);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"too late at 1000"})) << "a touch that comes too late changes nothing";
  EXPECT_EQ(clock.now(), TimePoint(4s)) << "and arms nothing";
}

TEST_F(IdleLimit, IsNotCalledWhenItHasGone) {
  const auto held = std::make_shared<int>(0);
  limit.emplace(timers, 1s, [this, held] { seen("too late"); });
  touch_at(500ms);
  const Callback close = timers.call_at(TimePoint(1200ms), [this] { limit.reset(); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {})) << "the connection was closed: there is no limit any more";
  EXPECT_EQ(held.use_count(), 1) << "and nothing is kept of it";
  EXPECT_EQ(clock.now(), TimePoint(1200ms)) << "and nobody waits for it";
}

/// Two are due at the same time, and the second one destroys it. Whatever the first has posted comes behind.
TEST_F(IdleLimit, IsNotCalledWhenItHasGoneAtTheVeryTimeOfItsEnd) {
  auto own = std::make_unique<unroll::IdleLimit>(timers, 1s, [this] { seen("too late"); });
  const Callback close = timers.call_at(TimePoint(1s), [&] {
    own.reset();
    seen("closed");
  });
  loop.run();
  EXPECT_EQ(seen.lines().back(), "closed") << "whether it was too late before or not: now it is not any more";
}

TEST_F(IdleLimit, KnowsNothingOfAnother) {
  begin(1s);
  unroll::IdleLimit other(timers, 3s, [this] { seen("the other"); });
  touch_at(500ms);
  const Callback touch = timers.call_at(TimePoint(1s), [&] { other.touch(); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"too late at 1500", "the other"})) << "each has its own limit";
  EXPECT_EQ(clock.now(), TimePoint(4s)) << "and counts from its own touches";
}

TEST_F(IdleLimit, MayBeTouchedWithoutEnd) {
  begin(1s);
  const Armed armed;
  for (int i = 0; i != 100'000; ++i) limit->touch();
  EXPECT_LE(armed.so_far(), 1) << "100,000 touches in no time: not one of them needs a callback of its own";
}

TEST_F(IdleLimit, ArmsAtMostTwoCallbacksWhileTheLimitPasses) {
  const Armed armed;
  begin(1s);
  int left = 10'000;  // touches, one each millisecond: ten times the limit
  Callback next;
  std::function<void()> touch = [&] {
    limit->touch();
    if (--left != 0) next = timers.call_later(1ms, touch);
  };
  next = timers.call_later(1ms, touch);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"too late at 11000"})) << "one second behind the last touch";
  EXPECT_LE(armed.so_far() - 10'000, 23) << "in 11 s, a limit of 1 s arms at most 23 callbacks";
}

}  // namespace
