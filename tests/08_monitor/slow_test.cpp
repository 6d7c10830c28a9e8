#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "07_threads/mailbox.hpp"
#include "watched.hpp"

namespace unroll::monitor {
namespace {

TEST(Slow, ACallbackOf150MillisecondsGivesExactlyOneReportWithItsPlace) {
  Watched here;
  here.loop.post(here.takes(1ms));
  here.loop.post(here.takes(150ms), "bake");
  const std::string place = above(1);
  here.loop.post(here.takes(1ms));
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].kind, Report::Kind::slow);
  EXPECT_EQ(here.reports[0].took, 150ms);
  EXPECT_EQ(here.reports[0].place, place);
  EXPECT_EQ(here.reports[0].name, "bake");
  EXPECT_EQ(here.reports[0].at, 151ms);
}

TEST(Slow, WhatIsJustUnderTheLimitIsNotReported) {
  Watched here;
  here.loop.post(here.takes(99'999us));
  here.loop.run();
  EXPECT_EQ(here.reports.size(), 0U) << here.told();
}

TEST(Slow, TheLimitIsYours) {
  Limits limits;
  limits.slow = 10ms;
  Watched here(limits);
  here.loop.post(here.takes(10ms));
  here.loop.run();
  EXPECT_EQ(here.count(Report::Kind::slow), 1U) << here.told();
}

TEST(Slow, IsToldByTheClockThatIsLeftWhenANewerOneHasGone) {
  Watched here;
  {
    const FakeClock other;
    const FakeClock another;
  }
  here.loop.post(here.takes(150ms), "bake");
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].took, 150ms);
}

TEST(Slow, ALoopWithAClockOfItsOwnInTheMidstOfAJobLeavesThatJobsTimesAlone) {
  Watched here;
  here.clock.advance(1h);
  here.loop.post([&] {
    {
      Loop inner;
      FakeClock clock;
      inner.post([&] { clock.advance(5ms); });
      inner.run();
    }
    here.loop.post([] {}, "behind it");
  });
  here.loop.run();
  EXPECT_EQ(here.reports.size(), 0U) << here.told();
  EXPECT_EQ(here.monitor.figures().lag.longest(), 0);
}

TEST(Slow, ATimersCallbackIsNamedByWhereItWasArmed) {
  Watched here;
  const Callback callback = here.timers.call_later(1s, here.takes(200ms), "alarm");
  const std::string place = above(1);
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].place, place);
  EXPECT_EQ(here.reports[0].name, "alarm");
}

TEST(Slow, AJobThatCameByMailIsNamedByWhereItWasSent) {
  Watched here;
  Loop loop;
  Poller poller(loop, here.clock);
  Mailbox mailbox(poller);
  std::thread([&] { mailbox.post(here.takes(150ms), "bake"); }).join();
  const std::string place = above(1);
  const Mailbox::Work work(mailbox);
  const Callback end = poller.timers().call_later(1s, [&] { loop.stop(); });
  loop.run();
  ASSERT_EQ(here.count(Report::Kind::slow), 1U) << here.told();
  EXPECT_EQ(here.reports[0].place, place);
  EXPECT_EQ(here.reports[0].name, "bake");
}

TEST(Slow, AContinuationIsNamedByWhereItWasAsked) {
  Watched here;
  Future<void> done = sleep_for(here.timers, 1s).then([&] { here.clock.advance(200ms); });
  const std::string place = above(1);
  here.loop.run();
  ASSERT_EQ(here.count(Report::Kind::slow), 1U) << here.told();
  EXPECT_EQ(here.reports[0].place, place);
}

const std::string first_wait = above(-2);
Task<> slow_in_the_middle(Watched& here) {
  co_await sleep_for(here.timers, 1s);
  here.clock.advance(300ms);
  co_await sleep_for(here.timers, 1s);
}
const std::string second_wait = above(2);

TEST(Slow, ACoroutineIsNamedByItsTaskAndByTheAwaitsAroundTheSlowPiece) {
  Watched here;
  const Future<void> task = start(here.loop, slow_in_the_middle(here), "cook");
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].name, "cook");
  EXPECT_EQ(here.reports[0].place, first_wait);
  EXPECT_NE(here.reports[0].text.find("slow_in_the_middle()"), std::string::npos) << here.told();
  EXPECT_NE(here.reports[0].text.find(" to " + second_wait), std::string::npos) << here.told();
}

const std::string only_wait = above(-2);
Task<> slow_at_its_end(Watched& here) {
  co_await sleep_for(here.timers, 1s);
  here.clock.advance(300ms);
}

TEST(Slow, ACoroutineThatEndsWithItIsNamedToo) {
  Watched here;
  const Future<void> task = start(here.loop, slow_at_its_end(here), "cook");
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].name, "cook");
  EXPECT_EQ(here.reports[0].place, only_wait);
}

TEST(Slow, WhatTheLoopSleepsIsNobodysFault) {
  Watched here;
  const Callback callback = here.timers.call_later(1h, [] {});
  here.loop.run();
  EXPECT_EQ(here.reports.size(), 0U) << here.told();
  EXPECT_EQ(here.monitor.figures().waited, Micros(1h).count());
}

TEST(Slow, WhatMainDoesBetweenTwoRunsIsNoCallback) {
  Watched here;
  here.loop.post([] {});
  here.loop.run();
  here.clock.advance(10s);
  here.loop.post([] {});
  here.loop.run();
  EXPECT_EQ(here.reports.size(), 0U) << here.told();
}

TEST(Slow, WhatMainDoesBehindAStopIsNotTheNextJobs) {
  Watched here;
  here.loop.post([&] { here.loop.stop(); });
  here.loop.post([] {});
  here.loop.run();
  here.clock.advance(1s);
  here.loop.run();
  EXPECT_EQ(here.reports.size(), 0U) << here.told();
  EXPECT_EQ(here.monitor.figures().longest, 0);
  EXPECT_EQ(here.monitor.figures().turns.sum(), 0);
}

TEST(Lag, TwentyCallbacksOf60MillisecondsInARowAreReported) {
  Watched here;
  std::string place;
  for (int i = 0; i != 20; ++i) {
    here.loop.post(here.takes(60ms), "stir");
    place = above(1);
  }
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].kind, Report::Kind::lag);
  EXPECT_EQ(here.reports[0].took, 17 * 60ms);  // the first that is more than a second
  EXPECT_EQ(here.reports[0].place, place);
  EXPECT_EQ(here.reports[0].name, "stir");
}

void stir(Watched& here, int times) {
  here.clock.advance(60ms);
  if (times > 1) here.loop.post([&here, times] { stir(here, times - 1); });
}

TEST(Lag, ItIsReportedAlsoWhenEachPostsTheNext) {
  Watched here;
  here.loop.post([&] { stir(here, 20); });
  here.loop.run();
  EXPECT_EQ(here.count(Report::Kind::lag), 1U) << here.told();
  EXPECT_EQ(here.count(Report::Kind::slow), 0U) << here.told();
}

Task<> stir_and_rest(Watched& here, int times, Duration rest) {
  while (times-- > 0) {
    here.clock.advance(60ms);
    co_await sleep_for(here.timers, rest);
  }
}

TEST(Lag, AShortRestBetweenThemIsNotEnough) {
  Watched here;
  const Future<void> task = start(here.loop, stir_and_rest(here, 20, 5ms), "stir");
  here.loop.run();
  EXPECT_EQ(here.count(Report::Kind::lag), 1U) << here.told();
}

TEST(Lag, WhatIsRestedAsLongIsNoLag) {
  Watched here;
  const Future<void> task = start(here.loop, stir_and_rest(here, 1000, 60ms), "stir");
  here.loop.run();
  EXPECT_EQ(here.reports.size(), 0U) << here.told();
}

TEST(Lag, ManyShortCallbacksAreNone) {
  Watched here;
  for (int i = 0; i != 2000; ++i) {
    here.loop.post(here.takes(1ms));
    here.loop.run();
  }
  EXPECT_EQ(here.reports.size(), 0U) << here.told();
}

}  // namespace
}  // namespace unroll::monitor
