#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "07_threads/channel.hpp"
#include "watched.hpp"

namespace unroll::monitor {
namespace {

const std::string takes_at = above(-2);
Task<> cook(Watched& here, Channel<int>& orders) {
  const std::optional<int> order = co_await orders.receive();
  here.clock.advance(300ms * order.value());
}

/// What is woken first is a frame of the toolkit, and it brings the value to the program's own.
TEST(Stretch, IsTheProgramsOwnAndNotThatOfTheToolkitBelowIt) {
  Watched here;
  Channel<int> orders(here.loop, 1);
  const Future<void> cooks = start(here.loop, cook(here, orders), "cook");
  here.loop.run_one();
  const Future<void> sends = start(here.loop, orders.send(1), "guest");
  here.loop.run();
  ASSERT_EQ(here.count(Report::Kind::slow), 1U) << here.told();
  EXPECT_EQ(here.reports[0].place, takes_at);
  EXPECT_EQ(here.reports[0].name, "cook");
  EXPECT_NE(here.reports[0].text.find("in cook()"), std::string::npos) << here.told();
}

const std::string stirs_at = above(-2);
Task<> stir(Watched& here) {
  co_await sleep_for(here.timers, 1s);
  here.clock.advance(300ms);
}

Task<> stir_and_rest(Watched& here) {
  co_await stir(here);
  co_await sleep_for(here.timers, 1s);
}

/// In the same job who awaited it goes on, and waits elsewhere.
TEST(Stretch, EndsWhereItsFrameEndsAndNotWhereALaterOneWaits) {
  Watched here;
  const Future<void> task = start(here.loop, stir_and_rest(here), "cook");
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].place, stirs_at);
  EXPECT_NE(here.reports[0].text.find("in stir(), task \"cook\", from " + stirs_at + " to its end"),
            std::string::npos)
      << here.told();
}

Task<> only_stirs(Watched& here) { co_await stir(here); }

TEST(Stretch, HasTheNameOfItsTaskAlsoIfAllOfThatEndsInTheSameJob) {
  Watched here;
  const Future<void> task = start(here.loop, only_stirs(here), "cook");
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].name, "cook");
}

Task<> rest(Watched& here) { co_await sleep_for(here.timers, 1s); }

Task<> stir_and_let_rest(Watched& here) {
  here.clock.advance(300ms);
  co_await rest(here);
}
const std::string rests_at = above(2);

TEST(Stretch, EndsWhereItsFrameAwaitsOneThatBeginsAndNotWhereThatOneWaits) {
  Watched here;
  const Future<void> task = start(here.loop, stir_and_let_rest(here), "cook");
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_NE(here.reports[0].text.find("in stir_and_let_rest()"), std::string::npos) << here.told();
  EXPECT_NE(here.reports[0].text.find(" to " + rests_at), std::string::npos) << here.told();
}

Task<> nap(Watched& here) { co_await sleep_for(here.timers, 1s); }

Task<> naps_and_works(Watched& here) {
  co_await nap(here);
  here.clock.advance(300ms);
}

/// The clock is looked at once a job: whose part of it was slow is not known.
TEST(Stretch, SaysThatSomebodyWentOnBehindIt) {
  Watched here;
  const Future<void> task = start(here.loop, naps_and_works(here), "cook");
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_TRUE(
      here.reports[0].text.ends_with(" to its end, or in whoever went on behind it in the same callback"))
      << here.told();
}

TEST(Stretch, OfOneWhomNobodyFollowsNoOtherIsSuspected) {
  Watched here;
  const Future<void> task = start(here.loop, stir(here), "cook");
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].text.find("went on"), std::string::npos) << here.told();
}

/// The tick of the timers is known by its name; this one was posted before anybody could learn it.
TEST(Stretch, WhatALoopSleepsIsNotTheJobsThoughNobodyKnowsWhatItIs) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  const Callback callback = timers.call_later(1h, [] {});
  std::vector<Report> reports;
  const Monitor monitor([&](const Report& one) { reports.push_back(one); });
  loop.run();
  EXPECT_EQ(reports.size(), 0U) << reports[0].text;
  EXPECT_EQ(monitor.figures().longest, 0);
  EXPECT_EQ(monitor.figures().turns.sum(), 0);
  EXPECT_EQ(monitor.figures().waited, Micros(1h).count());
}

void ask(Loop& loop, int times) {
  if (times != 0) loop.post([&loop, times] { ask(loop, times - 1); });
}

TEST(InARow, TurnsForNothingAreCountedAnewBehindOneThatWasForSomething) {
  Watched here;
  for (int i = 0; i != 3; ++i) {
    ask(here.loop, 8);
    here.loop.run();
    here.loop.post([&] { here.loop.post([] {}); });
    here.loop.run();
  }
  EXPECT_GT(here.monitor.figures().polling_turns, Limits().in_a_row);
  EXPECT_EQ(here.count(Report::Kind::polling), 0U) << here.told();
}

}  // namespace
}  // namespace unroll::monitor
