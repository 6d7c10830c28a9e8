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
  for (int i = 0; i != 2000; ++i) here.loop.post(here.takes(1ms));
  here.loop.post([] {}, "guest");
  const std::string place = above(1);
  for (int i = 0; i != 100; ++i) here.loop.post(here.takes(1ms), "behind");
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << "of so many that are late, the first: " << here.told();
  EXPECT_EQ(here.reports[0].kind, Report::Kind::starved);
  EXPECT_EQ(here.reports[0].place, place);
  EXPECT_EQ(here.reports[0].name, "guest");
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

}  // namespace
}  // namespace unroll::monitor
