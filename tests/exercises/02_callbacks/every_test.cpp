#include "02_callbacks/every.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using unroll::Callback;
using unroll::Duration;
using unroll::TimePoint;
using unroll::check::in_order;
using unroll::check::Seen;

struct Every : testing::Test {
  Seen seen;
  unroll::Loop loop;
  unroll::FakeClock clock;
  unroll::Timers timers{loop, clock};
  std::optional<unroll::Every> every;

  void say(const std::string& what) {
    seen(what + " at " + std::to_string(clock.now().time_since_epoch() / 1ms));
  }
  /// Its job says when it was called, and then does `work`.
  void begin(
      Duration period, std::function<void()> work = [] {}) {
    every.emplace(timers, period, [this, work] {
      say("call");
      work();
    });
  }
  /// What was seen from this line on.
  unroll::check::Lines from(const std::string& line) const {
    return {std::find(seen.lines().begin(), seen.lines().end(), line), seen.lines().end()};
  }
  void run_until(Duration time) {
    const Callback end = timers.call_at(TimePoint(time), [this] { loop.stop(); });
    loop.run();
  }
};

TEST_F(Every, CallsAtEachPeriodAndNotHereAndNow) {
  begin(1s);
  say("begun");
  run_until(3500ms);
  EXPECT_TRUE(in_order(seen, {"begun at 0", "call at 1000", "call at 2000", "call at 3000"}))
      << "the first call is due one period after it was made";
}

TEST_F(Every, CountsFromWhenItWasMade) {
  clock.advance(300ms);
  begin(1s);
  run_until(2500ms);
  EXPECT_TRUE(in_order(seen, {"call at 1300", "call at 2300"})) << "it was made at 300";
}

TEST_F(Every, KeepsItsTimesThoughItsJobTakesLong) {
  begin(1s, [this] { clock.advance(200ms); });
  run_until(4500ms);
  EXPECT_TRUE(in_order(seen, {"call at 1000", "call at 2000", "call at 3000", "call at 4000"}))
      << "what the job takes is not added to the period";
}

TEST_F(Every, KeepsItsTimesThoughOthersMakeItLate) {
  begin(1s);
  const Callback other = timers.call_at(TimePoint(900ms), [this] { clock.advance(400ms); });
  run_until(3500ms);
  EXPECT_TRUE(in_order(seen, {"call at 1300", "call at 2000", "call at 3000"}))
      << "one call is late; the next one is not";
}

TEST_F(Every, SkipsWhatItHasMissed) {
  bool first = true;
  begin(1s, [&] {
    if (std::exchange(first, false)) clock.advance(2500ms);
  });
  run_until(5500ms);
  EXPECT_TRUE(in_order(seen, {"call at 1000", "call at 4000", "call at 5000"}))
      << "2000 and 3000 have passed; nobody needs three calls in a row, and the schedule stays";
}

TEST_F(Every, SkipsNoTimeThatIsJustThen) {
  begin(1s, [this] { clock.advance(1s); });
  run_until(3500ms);
  EXPECT_TRUE(in_order(seen, {"call at 1000", "call at 2000", "call at 3000"}))
      << "it is done just when the next call is due: that one has not been missed";
}

TEST_F(Every, SkipsNoTimeThatIsJustThenBehindOneThatItHasMissed) {
  bool first = true;
  begin(1s, [&] {
    if (std::exchange(first, false)) clock.advance(2s);
  });
  run_until(4500ms);
  EXPECT_TRUE(in_order(seen, {"call at 1000", "call at 3000", "call at 4000"}))
      << "2000 has passed; 3000 is just then, and has not";
}

TEST_F(Every, IsNotLateAfterAThousandCalls) {
  int calls = 0;
  begin(10ms, [&] {
    clock.advance(1ms);
    if (++calls == 1000) every->stop();
  });
  loop.run();
  EXPECT_EQ(clock.now(), TimePoint(10001ms)) << "the thousandth call is at 10,000 ms, and takes 1 ms";
}

TEST_F(Every, StopsWhenItsJobSaysSo) {
  int calls = 0;
  begin(1s, [&] {
    if (++calls == 2) every->stop();
  });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"call at 1000", "call at 2000"}))
      << "stop ends it, and the loop has nothing left";
}

TEST_F(Every, StopsWhenSomebodyElseSaysSo) {
  begin(1s);
  const Callback other = timers.call_at(TimePoint(2500ms), [this] { every->stop(); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"call at 1000", "call at 2000"})) << "the call that was armed is called off";
  EXPECT_EQ(clock.now(), TimePoint(2500ms)) << "and nobody waits for it any more";
}

TEST_F(Every, IsNotCalledWhenItHasGone) {
  const auto held = std::make_shared<int>(0);
  begin(1s, [held] {});
  const Callback other = timers.call_at(TimePoint(1500ms), [this] { every.reset(); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"call at 1000"})) << "it was destroyed before the second call";
  EXPECT_EQ(held.use_count(), 1) << "and its job with it";
}

/// Two are due at the same time, and the second one ends the Every. What the call has posted comes behind.
TEST_F(Every, IsNotCalledWhenItHasGoneAtTheVeryTimeOfItsCall) {
  auto own = std::make_unique<unroll::Every>(timers, 1s, [this] { say("call"); });
  const Callback other = timers.call_at(TimePoint(1s), [&] {
    own.reset();
    say("destroyed");
  });
  loop.run();
  EXPECT_TRUE(in_order(from("destroyed at 1000"), {"destroyed at 1000"}))
      << "whether it was called before or not: now it is not called any more";
}

TEST_F(Every, StopsAlsoAtTheVeryTimeOfItsCall) {
  begin(1s);
  const Callback other = timers.call_at(TimePoint(1s), [this] {
    every->stop();
    say("stopped");
  });
  loop.run();
  EXPECT_TRUE(in_order(from("stopped at 1000"), {"stopped at 1000"}))
      << "whether it was called before or not: now it is not called any more";
  EXPECT_EQ(clock.now(), TimePoint(1s)) << "and nobody waits for it";
}

TEST_F(Every, KnowsNothingOfAnother) {
  begin(1s);
  clock.advance(300ms);
  unroll::Every other(timers, 600ms, [this] { say("the other"); });
  run_until(2300ms);
  EXPECT_TRUE(in_order(
      seen, {"the other at 900", "call at 1000", "the other at 1500", "call at 2000", "the other at 2100"}))
      << "each has a schedule of its own";
}

}  // namespace
