#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "watched.hpp"

namespace unroll::monitor {
namespace {

TEST(Turns, AreCountedAndTimed) {
  Watched here;
  here.loop.post([&] {
    here.clock.advance(3ms);
    here.loop.post(here.takes(40ms));
  });
  here.loop.post(here.takes(2ms));
  here.loop.run();
  const Figures figures = here.monitor.figures();
  EXPECT_EQ(figures.jobs, 3U);
  EXPECT_EQ(figures.turns.all(), 2U);
  EXPECT_EQ(figures.turns.sum(), 45'000);
  EXPECT_EQ(figures.turns.longest(), 40'000);
}

TEST(Turns, TimeThatTheLoopWaitsIsNotTheirs) {
  Watched here;
  const Callback callback = here.timers.call_later(10s, here.takes(7ms));
  here.loop.run();
  EXPECT_EQ(here.monitor.figures().turns.longest(), 7'000);
  EXPECT_EQ(here.monitor.figures().waited, 10'000'000);
}

TEST(Turns, TheLongestJobIsRememberedWithItsPlace) {
  Watched here;
  here.loop.post(here.takes(2ms));
  here.loop.post(here.takes(40ms));
  const std::string place = above(1);
  here.loop.post(here.takes(3ms));
  here.loop.run();
  const Figures figures = here.monitor.figures();
  EXPECT_EQ(figures.longest, 40'000);
  EXPECT_EQ(std::to_string(figures.longest_at.at.line()), place.substr(place.rfind(':') + 1));
}

TEST(Depth, IsThatOfTheQueue) {
  Watched here;
  for (int i = 0; i != 5; ++i) here.loop.post([] {});
  EXPECT_EQ(here.monitor.figures().depth, 5U);
  here.loop.run_one();
  EXPECT_EQ(here.monitor.figures().depth, 4U);
  here.loop.run();
  EXPECT_EQ(here.monitor.figures().depth, 0U);
  EXPECT_EQ(here.monitor.figures().deepest, 5U);
}

TEST(Depth, JobsThatDieWithTheirLoopLeaveTheQueue) {
  Watched here;
  {
    Loop loop;
    loop.post([] {});
    loop.post([] {});
  }
  EXPECT_EQ(here.monitor.figures().depth, 0U);
}

TEST(Lag, IsHowLongAJobStoodInTheQueue) {
  Watched here;
  here.loop.post(here.takes(20ms));
  here.loop.post([] {});
  here.loop.run();
  EXPECT_EQ(here.monitor.figures().lag.longest(), 20'000);
}

TEST(Lag, OfATimerIsCountedFromWhenItWasDue) {
  Watched here;
  const Callback callback = here.timers.call_later(5ms, [] {});
  here.loop.post(here.takes(90ms));
  here.loop.run();
  EXPECT_EQ(here.monitor.figures().lag.longest(), 85'000);
}

TEST(Lag, OfAJobThatWasCalledOffIsNobodys) {
  Watched here;
  Callback callback = here.timers.call_later(1ms, [] {});
  here.loop.post([&] {
    here.clock.advance(90ms);
    here.loop.post([&] { callback = {}; });  // it stands in the queue by then
  });
  here.loop.run();
  EXPECT_EQ(here.monitor.figures().lag.all(), 2U);
}

TEST(Starved, WhoStoodInTheQueueTooLongIsNamed) {
  Watched here;
  for (int i = 0; i != 3000; ++i) here.loop.post(here.takes(1ms));
  here.loop.post([] {}, "guest");
  const std::string place = above(1);
  for (int i = 0; i != 100; ++i) here.loop.post([] {});
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].kind, Report::Kind::starved);
  EXPECT_EQ(here.reports[0].took, 2s);
}

TEST(Starved, ATimerBehindAFullQueueIsNamed) {
  Watched here;
  const Callback callback = here.timers.call_later(1ms, [] {}, "guest");
  const std::string place = above(1);
  for (int i = 0; i != 300; ++i) here.loop.post(here.takes(9ms));
  here.loop.run();
  ASSERT_EQ(here.count(Report::Kind::starved), 2U) << here.told();  // of the jobs, and then the timer
  EXPECT_EQ(here.reports[1].place, place);
  EXPECT_EQ(here.reports[1].name, "guest");
  EXPECT_EQ(here.reports[1].took, 2699ms);
}

TEST(Busy, TwoTimersOnALoopKeepEachOtherAwake) {
  Watched here;
  Timers others(here.loop, here.clock);
  const Callback one = here.timers.call_later(1s, [] {});
  const Callback other = others.call_later(1s, [] {});
  for (int i = 0; i != 200; ++i) here.loop.run_one();
  EXPECT_EQ(here.count(Report::Kind::busy), 1U) << here.told();
  EXPECT_EQ(here.monitor.figures().busy_turns, 99U);  // two ticks a turn, and the last turn is under way
}

TEST(Busy, ALoopThatSleepsOrWorksIsNotBusy) {
  Watched here;
  const Callback far = here.timers.call_later(1h, [] {});
  for (int i = 0; i != 50; ++i) {
    const Callback callback = here.timers.call_later(1s, [] {});
    here.loop.run_one();
    here.loop.post([] {});
    here.loop.run_one();
  }
  EXPECT_EQ(here.monitor.figures().busy_turns, 0U);
  EXPECT_EQ(here.monitor.figures().polling_turns, 0U);
}

struct Wakeful final : Clock {
  TimePoint now() const override { return time; }
  TimePoint wait_until(TimePoint) override { return time; }
  TimePoint time{};
};

TEST(Busy, AWaitThatEndsForNothingIsNone) {
  Watched here;
  Loop loop;
  Wakeful clock;
  Timers timers(loop, clock);
  const Callback callback = timers.call_later(1s, [] {});
  for (int i = 0; i != 21; ++i) loop.run_one();
  EXPECT_EQ(here.monitor.figures().busy_turns, 20U);
  EXPECT_EQ(here.count(Report::Kind::busy), 1U) << here.told();
}

struct DisturbedClock final : Clock {
  explicit DisturbedClock(Monitor& watch) : monitor(watch) {}
  TimePoint now() const override { return {}; }
  TimePoint wait_until(TimePoint) override {
    if (disturbing) monitor.between_steps([](Monitor&) {});  // as a signal does that comes now
    return {};
  }
  Monitor& monitor;
  bool disturbing = true;
};

TEST(Busy, AWaitThatASignalEndsIsNotForNothingAndTheNextIsAgain) {
  Watched here;
  Loop loop;
  DisturbedClock clock(here.monitor);
  Timers timers(loop, clock);
  const Callback callback = timers.call_later(1s, [] {});
  for (int i = 0; i != 21; ++i) loop.run_one();
  EXPECT_EQ(here.monitor.figures().busy_turns, 0U);
  clock.disturbing = false;
  for (int i = 0; i != 20; ++i) loop.run_one();
  EXPECT_EQ(here.monitor.figures().busy_turns, 19U);  // and the last turn is under way
}

const std::string asks_again = above(-2);
void ask(Loop& loop, int& times) {
  if (--times != 0) loop.post([&] { ask(loop, times); }, "ask");
}

TEST(Polling, AJobThatOnlyPostsItselfAgainIsNamed) {
  Watched here;
  int times = 100;
  ask(here.loop, times);
  here.loop.run();
  ASSERT_EQ(here.count(Report::Kind::polling), 1U) << here.told();
  EXPECT_EQ(here.reports[0].place, asks_again);
}

const std::string asks = above(-2);
Task<> ask_until(Timers& timers, const bool& done) {
  while (!done) co_await sleep_for(timers, 0s);
}

TEST(Polling, ATaskThatSleepsForNothingIsNamed) {
  Watched here;
  bool done = false;
  const Future<void> task = start(here.loop, ask_until(here.timers, done), "impatient");
  const Callback callback = here.timers.call_later(1s, [&] { done = true; });
  for (int i = 0; i != 300; ++i) here.loop.run_one();
  ASSERT_EQ(here.count(Report::Kind::polling), 1U) << here.told();
  EXPECT_EQ(here.reports[0].place, asks);
  done = true;
  here.loop.run();
}

struct Fickle {
  Timers& timers;
  Callback asked;
  int times = 100;
  void ask() {
    asked = timers.call_later(0s, [] {});  // and the one of before, which stands in the queue, is called off
    if (--times != 0) timers.loop().post([this] { ask(); });
  }
};

TEST(Polling, WhoCallsOffWhatHeHasAskedForGetsNowhere) {
  Watched here;
  Fickle fickle{here.timers, {}};
  here.loop.post([&] { fickle.ask(); });
  here.loop.run();
  EXPECT_EQ(here.count(Report::Kind::polling), 1U) << here.told();
}

Task<> ask_every(Timers& timers, int times) {
  while (times-- > 0) co_await sleep_for(timers, 1ms);
}

TEST(Polling, WhoWaitsInBetweenDoesNotPoll) {
  Watched here;
  const Future<void> task = start(here.loop, ask_every(here.timers, 100), "patient");
  here.loop.run();
  EXPECT_EQ(here.monitor.figures().polling_turns, 0U);
  EXPECT_EQ(here.monitor.figures().busy_turns, 0U);
}

TEST(Polling, AJobThatPostsAnotherDoesNot) {
  Watched here;
  for (int i = 0; i != 100; ++i) {
    here.loop.post([&] { here.loop.post([] {}); });
    here.loop.run();
  }
  EXPECT_EQ(here.monitor.figures().polling_turns, 0U);
}

}  // namespace
}  // namespace unroll::monitor
