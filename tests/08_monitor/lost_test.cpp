#include <optional>
#include <thread>

#include "03_futures/several.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/race.hpp"
#include "05_scopes/scope.hpp"
#include "watched.hpp"

namespace unroll::monitor {
namespace {

Task<> wait_for(Future<void> word) { co_await std::move(word); }

TEST(Lost, AWakeUpThatNeverComesIsReportedWithWhoShouldHaveSeenToIt) {
  Watched here;
  Promise<void> word(here.loop, "the word");
  const std::string made = above(1);
  const Future<void> task = start(here.loop, wait_for(word.get_future()), "listener");
  here.loop.run();
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].kind, Report::Kind::stalled);
  const std::string& text = here.reports[0].text;
  EXPECT_NE(text.find("task \"listener\""), std::string::npos) << text;
  EXPECT_NE(text.find("the word"), std::string::npos) << text;
  EXPECT_NE(text.find("whoever holds the promise that was made at " + made), std::string::npos) << text;
}

TEST(Lost, ASyncWaitThatStallsIsReportedToo) {
  Watched here;
  Promise<void> word(here.loop);
  EXPECT_THROW(sync_wait(here.loop, wait_for(word.get_future()), "listener"), Stalled);
  EXPECT_EQ(here.count(Report::Kind::stalled), 1U) << here.told();
}

TEST(Lost, ALoopThatEndsWithAllItsTasksIsNotReported) {
  Watched here;
  Promise<void> word(here.loop);
  const Future<void> task = start(here.loop, wait_for(word.get_future()), "listener");
  word.set_value();
  here.loop.run();
  EXPECT_EQ(here.reports.size(), 0U) << here.told();
}

Task<> forgotten() { co_return; }

TEST(NeverAwaited, ATaskIsNamed) {
  Watched here;
  {
    const Task<> task = forgotten();
  }
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].kind, Report::Kind::never_awaited);
  EXPECT_EQ(here.reports[0].name, "forgotten");
  EXPECT_NE(here.reports[0].place.find("lost_test.cpp:"), std::string::npos);
}

Task<> awaits_it() { co_await forgotten(); }

TEST(NeverAwaited, OneThatWasAwaitedOrStartedOrCancelledIsNot) {
  Watched here;
  sync_wait(here.loop, awaits_it());
  {
    const Future<void> cancelled = start(here.loop, forgotten());
  }
  here.loop.run();
  EXPECT_EQ(here.reports.size(), 0U) << here.told();
}

Task<> waits_long(Timers& timers) { co_await sleep_for(timers, 1h); }

TEST(NeverAwaited, OneThatBeganBeforeThereWasAMonitorIsNot) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  Future<void> task = start(loop, waits_long(timers));
  loop.run_one();
  std::size_t reports = 0;
  const Monitor watch([&](const Report&) { ++reports; });
  task = {};
  EXPECT_EQ(reports, 0U);
}

/// The one that `make` makes, for a thread that has no loop yet.
thread_local std::optional<Monitor> of_this_thread;
std::vector<std::string> forgotten_elsewhere;

TEST(NeverAwaited, OneThatIsAllThatAThreadEverMadeIs) {
  Monitor::for_other_threads(
      [] { of_this_thread.emplace([](const Report& one) { forgotten_elsewhere.push_back(one.name); }); });
  std::thread([] { const Task<> task = forgotten(); }).join();
  Monitor::for_other_threads(nullptr);
  EXPECT_EQ(forgotten_elsewhere, std::vector<std::string>{"forgotten"});
}

TEST(NeverAwaited, OneThatBeganBeforeAnybodyListenedIsNot) {
  forgotten_elsewhere.clear();
  std::thread([] {
    Loop loop;
    FakeClock clock;
    Timers timers(loop, clock);
    Future<void> task = start(loop, waits_long(timers));
    loop.run_one();
    Monitor::for_other_threads(
        [] { of_this_thread.emplace([](const Report& one) { forgotten_elsewhere.push_back(one.name); }); });
    task = {};
  }).join();
  Monitor::for_other_threads(nullptr);
  EXPECT_EQ(forgotten_elsewhere, std::vector<std::string>{});
}

Task<> fails() {
  throw std::runtime_error("no bread");
  co_return;
}

TEST(LostError, OneThatNobodyTookIsReportedWithItsText) {
  Watched here;
  std::string started;
  {
    const Future<void> task = start(here.loop, fails(), "baker");
    started = above(1);
    here.loop.run();
  }
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].kind, Report::Kind::lost_error);
  EXPECT_NE(here.reports[0].text.find("no bread"), std::string::npos) << here.told();
  EXPECT_EQ(here.reports[0].place, started);
}

/// As `with_writer` does where the task and the stop fail.
TEST(LostError, OneOfNobodyIsNotSaidToComeFromOneWhoseErrorWasTaken) {
  Watched here;
  EXPECT_THROW(sync_wait(here.loop, fails()), std::runtime_error);
  report_lost(here.loop, std::make_exception_ptr(std::runtime_error("no butter")));
  ASSERT_EQ(here.reports.size(), 1U) << here.told();
  EXPECT_EQ(here.reports[0].place, "");
  EXPECT_EQ(here.reports[0].text, "an error that nobody took: no butter");
}

TEST(LostError, OneThatWasTakenIsNot) {
  Watched here;
  EXPECT_THROW(sync_wait(here.loop, fails()), std::runtime_error);
  EXPECT_EQ(here.reports.size(), 0U) << here.told();
}

Task<> first_of_two(Timers& timers) {
  (void)co_await race(timers.loop(), Several{fails(), wait_for(sleep_for(timers, 1s))});
}

TEST(LostError, ThatOfALoserIsNot) {
  Watched here;
  EXPECT_THROW(sync_wait(here.loop, first_of_two(here.timers)), std::runtime_error);
  EXPECT_EQ(here.count(Report::Kind::lost_error), 0U) << here.told();
}

}  // namespace
}  // namespace unroll::monitor
