#include "02_callbacks/timers.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
namespace trace = unroll::trace;
using unroll::Callback;
using unroll::Duration;
using unroll::TimePoint;
using unroll::check::in_order;
using unroll::check::Seen;

/// Jumps, counts its jumps and the looks for which it need not jump, and fails when it is told to.
struct TestClock final : unroll::Clock {
  TimePoint now() const override { return time; }
  TimePoint wait_until(TimePoint until) override {
    if (fails) fails();
    if (until == TimePoint::max()) throw std::logic_error("waits for ever");
    ++(until > time ? waits : looks);
    return time = std::max(time, until);
  }
  void advance(Duration by) { time += by; }
  int waits = 0;
  int looks = 0;
  std::function<void()> fails;  // throws
  TimePoint time{};
};

struct TimersTest : testing::Test {
  Seen seen;
  unroll::Loop loop;
  TestClock clock;
  std::optional<unroll::Timers> made{std::in_place, loop, clock};
  unroll::Timers& timers = *made;
  std::vector<Callback> kept;

  void say(const std::string& what) {
    seen(what + " at " + std::to_string(clock.now().time_since_epoch() / 1ms));
  }
  Callback arm(Duration at, const std::string& name) {
    return timers.call_at(TimePoint(at), [this, name] { say(name); });
  }
  void keep(Duration at, const std::string& name) { kept.push_back(arm(at, name)); }
  /// Jobs that post each other, each of which takes `time`.
  void keep_busy(int jobs, Duration time) {
    loop.post([this, jobs, time] {
      clock.advance(time);
      if (jobs > 1) keep_busy(jobs - 1, time);
    });
  }
};

TEST_F(TimersTest, CallNobodyBeforeHisTimeOrHereAndNow) {
  keep(5s, "a");
  keep(0s, "b");
  say("armed");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"armed at 0", "b at 0", "a at 5000"}))
      << "later, and at the time that was said";
}

TEST_F(TimersTest, KeepTheOrderOfTimeAndThenOfArming) {
  for (const char* name : {"a", "b", "c", "d"}) {
    keep(2s, name);
    keep(1s, name);
  }
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a at 1000", "b at 1000", "c at 1000", "d at 1000", "a at 2000", "b at 2000",
                              "c at 2000", "d at 2000"}))
      << "at the same time: who was armed first comes first";
}

TEST_F(TimersTest, HandWhoIsDueToTheLoop) {
  loop.post([this] {
    keep(0s, "due");
    loop.post([this] { say("posted"); });
  });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"posted at 0", "due at 0"})) << "who is due goes to the end of the queue";
}

TEST_F(TimersTest, CountFromTheCall) {
  const Callback works = timers.call_at(TimePoint(1s), [this] {
    clock.advance(3s);
    kept.push_back(timers.call_later(2s, [this] { say("later"); }));
  });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"later at 6000"})) << "it was armed at second 4, for two seconds later";
}

TEST_F(TimersTest, TakeAnEarlierOneWhileALaterOneWaits) {
  keep(9s, "late");
  const Callback arms = timers.call_at(TimePoint(1s), [this] { keep(2s, "early"); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"early at 2000", "late at 9000"})) << "who is armed last may be due first";
}

TEST_F(TimersTest, CallNobodyWhoWasCalledOffAlsoInTheQueue) {
  Callback second;
  const Callback first = timers.call_at(TimePoint(1s), [&] { second.call_off(); });
  second = arm(1s, "the second");  // both stand in the queue when the first one runs
  { const Callback third = arm(3s, "the third"); }
  loop.run();
  EXPECT_TRUE(in_order(seen, {})) << "until a callback begins, it can be called off";
  EXPECT_EQ(clock.now(), TimePoint(1s)) << "nobody waits for one that was called off";
}

TEST_F(TimersTest, WaitForNoneOfManyWhoWereCalledOff) {
  for (int i = 1; i != 6; ++i) keep(i * 1s, "called off");
  kept.clear();
  loop.run();
  EXPECT_EQ(clock.now(), TimePoint(0s)) << "nobody is left, and nobody waits for those who were there";
}

TEST_F(TimersTest, LetNoTimePassWhileOthersAreQueued) {
  keep(1s, "timer");
  keep_busy(20, 0s);
  loop.post([this] { say("queued"); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"queued at 0", "timer at 1000"})) << "who can run need not wait for a clock";
}

TEST_F(TimersTest, LetNobodyStarveInABusyLoop) {
  TimePoint came{};
  const Callback due = timers.call_at(TimePoint(50ms), [&] { came = clock.now(); });
  keep_busy(100, 10ms);
  loop.run();
  EXPECT_TRUE(came >= TimePoint(50ms) && came <= TimePoint(100ms))
      << "a queue that is never empty must not keep away who is due";
}

TEST_F(TimersTest, LookAtTheClockInEachTurnOfABusyLoop) {
  keep(1h, "far");
  keep_busy(100, 10ms);
  loop.run();
  EXPECT_GE(clock.looks, 90) << "a hundred turns; a clock may notice more than time, and only in wait_until";
}

TEST_F(TimersTest, WaitOnceForEachTime) {
  for (int i = 1; i != 4; ++i) keep(i * 1h, "an hour");
  loop.run();
  EXPECT_LE(clock.waits, 3) << "three times, three waits: nobody looks again and again";
  keep(5h, "in a second run");
  loop.run();
  EXPECT_EQ(seen.lines().size(), 4U) << "behind a run that has ended they go on";
}

TEST_F(TimersTest, GoOnBehindAnErrorOfACallback) {
  kept.push_back(timers.call_at(TimePoint(1s), [] { throw std::runtime_error("a job failed"); }));
  keep(1s, "b");
  keep(2s, "c");
  EXPECT_THROW(loop.run(), std::runtime_error) << "the error leaves run";
  loop.run();
  EXPECT_TRUE(in_order(seen, {"b at 1000", "c at 2000"})) << "the others still wait";
}

TEST_F(TimersTest, GoOnBehindAnErrorOfTheClock) {
  keep(1s, "a");
  clock.fails = [] { throw std::runtime_error("the clock has failed"); };
  EXPECT_THROW(loop.run(), std::runtime_error) << "the error leaves run";
  clock.fails = nullptr;
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a at 1000"})) << "it still waits";
}

TEST_F(TimersTest, GoOnBehindAnErrorOfTheClockOfAnyKind) {
  keep(1s, "a");
  clock.fails = [] { throw 1; };
  EXPECT_THROW(loop.run(), int) << "whatever the clock throws leaves run";
  clock.fails = nullptr;
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a at 1000"})) << "it still waits";
}

TEST_F(TimersTest, KnowTheEndOfTime) {
  clock.advance(1s);
  EXPECT_EQ(timers.after(Duration::max()), TimePoint::max()) << "later than any clock can say";
  EXPECT_EQ(timers.after(Duration::max() - 1ms), TimePoint::max())
      << "and so is this: it is second 1 already";
  EXPECT_EQ(timers.after(2s), TimePoint(3s)) << "all else can be said";
}

TEST_F(TimersTest, KnowNothingOfThoseOnAnotherLoop) {
  unroll::Loop other_loop;
  TestClock other_clock;
  unroll::Timers other(other_loop, other_clock);
  keep(2s, "here");
  kept.push_back(other.call_at(TimePoint(1s), [this] { seen("there"); }));
  loop.run();
  EXPECT_TRUE(in_order(seen, {"here at 2000"})) << "who waits elsewhere is called elsewhere";
  other_loop.run();
  EXPECT_TRUE(in_order(seen, {"here at 2000", "there"})) << "and there he is called";
  EXPECT_EQ(other_clock.now(), TimePoint(1s)) << "when it is time there";
}

TEST_F(TimersTest, MayDieBeforeThoseWhoWait) {
  keep(0s, "a");
  made.reset();
  loop.run();
  EXPECT_TRUE(in_order(seen, {})) << "there is nobody any more who would call";
}

/// Counts the blocks of memory that are held.
template <class T>
struct Counted {
  using value_type = T;
  int* held;
  explicit Counted(int* count) : held(count) {}
  template <class U>
  Counted(const Counted<U>& other) : held(other.held) {}
  T* allocate(std::size_t n) { return ++*held, std::allocator<T>().allocate(n); }
  void deallocate(T* p, std::size_t n) { --*held, std::allocator<T>().deallocate(p, n); }
  bool operator==(const Counted&) const = default;
};

TEST_F(TimersTest, DoNotPileUpThoseWhoWereCalledOff) {
  int held = 0;
  int most = 0;
  for (int i = 0; i != 100; ++i) keep(1s, "waits");
  for (int i = 0; i != 20'000; ++i) {
    const auto job = std::allocate_shared<unroll::Job>(Counted<unroll::Job>(&held), [] {});
    timers.arm(TimePoint(1h), job);  // and called off at once
    most = std::max(most, held);
  }
  EXPECT_LE(most, 400) << "20,000 have come and gone, and 100 wait";
  loop.run();
  EXPECT_EQ(seen.lines().size(), 100U) << "all of them are called";
}

TEST_F(TimersTest, KeepTheOrderAlsoBehindManyWhoWereCalledOff) {
  Callback one = arm(1s, "called off");
  keep(5s, "b");
  Callback other = arm(2s, "called off");
  keep(6s, "c");
  keep(7s, "d");
  keep(3s, "a");
  one.call_off();
  other.call_off();
  for (int i = 0; i != 20'000; ++i) arm(1h, "called off").call_off();
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a at 3000", "b at 5000", "c at 6000", "d at 7000"}))
      << "to those who still wait it makes no difference who has gone";
}

TEST_F(TimersTest, KeepNobodyAwakeBehindManyWhoWereCalledOff) {
  for (int i = 0; i != 1000; ++i) arm(1h, "called off").call_off();
  keep(1s, "a");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a at 1000"})) << "it is the only one that waits";
}

Seen told;
void tell(const trace::Step& step) {
  if (step.verb == trace::Verb::arm) told("arm");
  if (step.verb == trace::Verb::fire) told("fire");
}

TEST_F(TimersTest, TellTheTraceWhoIsArmedAndWhoseTimeHasCome) {
  const trace::Sinks before = std::exchange(trace::sink, tell);
  keep(1s, "a");
  keep(2s, "b");
  loop.run();
  trace::sink = before;
  EXPECT_TRUE(in_order(told, {"arm", "arm", "fire", "fire"})) << "pictures are made from this";
}

}  // namespace
