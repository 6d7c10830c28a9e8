#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "watched.hpp"

namespace unroll::monitor {
namespace {

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
