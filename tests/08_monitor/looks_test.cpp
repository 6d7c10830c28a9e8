// The end of a job is the beginning of the next one, where nothing of the program's lies in between.
#include <optional>

#include "04_coroutines/sync_wait.hpp"
#include "watched.hpp"

namespace unroll::monitor {
namespace {

TEST(Looks, WhatMainDoesBetweenTwoStepsByHandIsNotTheNextJobs) {
  Watched here;
  for (int i = 0; i != 3; ++i) here.loop.post([] {});
  while (here.loop.run_one()) here.clock.advance(200ms);
  EXPECT_EQ(here.reports.size(), 0U) << here.told();
  EXPECT_EQ(here.monitor.figures().longest, 0);
}

TEST(Looks, WhatAJobDoesBetweenTheStepsOfAnotherLoopIsItsOwn) {
  Watched here;
  Loop other;
  for (int i = 0; i != 2; ++i) other.post([] {}, "of the other");
  here.loop.post(
      [&] {
        while (other.run_one()) here.clock.advance(1s);
      },
      "who steps it");
  here.loop.run();
  ASSERT_EQ(here.count(Report::Kind::slow), 1U) << here.told();
  EXPECT_EQ(here.reports[0].name, "who steps it");
}

TEST(Looks, WhatItTakesToTellIsNotTheNextJobs) {
  FakeClock clock;
  Loop loop;
  std::vector<std::string> names;
  const Monitor monitor([&](const Report& report) {
    names.push_back(report.name);
    clock.advance(1s);
  });
  loop.post([&] { clock.advance(150ms); }, "slow");
  loop.post([] {}, "behind it");
  loop.run();
  EXPECT_EQ(names, std::vector<std::string>{"slow"});
}

/// A clock of which it is known how often it was looked at.
struct Looks {
  static std::int64_t look(const void* looks) { return static_cast<const Looks*>(looks)->count++; }
  mutable std::int64_t count = 0;
};

TEST(Looks, TheEndOfAJobIsTheBeginningOfTheNextAndLookedAtOnce) {
  Looks looks;
  Loop loop;
  const Monitor monitor([](const Report&) {});
  trace::tell_time({Looks::look, &looks});
  for (int i = 0; i != 100; ++i) loop.post([] {});
  const std::int64_t before = looks.count;
  loop.run();
  trace::forget_time(&looks);
  EXPECT_EQ(looks.count - before, 101);
}

TEST(Looks, WhoRunsATaskToItsEndHasThemOneBehindTheOtherToo) {
  Looks looks;
  Loop loop;
  const Monitor monitor([](const Report&) {});
  trace::tell_time({Looks::look, &looks});
  for (int i = 0; i != 100; ++i) loop.post([] {});
  const std::int64_t before = looks.count;
  sync_wait(loop, []() -> Task<> { co_return; }());
  trace::forget_time(&looks);
  EXPECT_LE(looks.count - before, 100 + 3) << "those, and the task's";
}

TEST(Looks, TheEndOfAJobInWhichTheMonitorWasMadeIsNotKnown) {
  FakeClock clock;
  Loop loop;
  Loop inner;
  std::vector<std::string> names;
  std::optional<Monitor> monitor;
  loop.post([&] {
    monitor.emplace([&](const Report& report) { names.push_back(report.name); });
    loop.post([] {}, "innocent");
    inner.post([] {});
    inner.run_one();
    clock.advance(200ms);
  });
  loop.run();
  EXPECT_EQ(names, std::vector<std::string>{});
}

/// A clock that stands still, but for the second in which a signal is answered. The signal comes while the
/// clock is looked at for the second time: in the midst of the step that ends the first job.
struct Signalled {
  static std::int64_t look(const void*) {
    if (++looks == 2) Monitor::here()->between_steps([](Monitor&) { now += 1'000'000; });
    return now;
  }
  static inline int looks = 0;
  static inline std::int64_t now = 0;
};

TEST(Looks, WhatItTakesToAnswerASignalBehindAJobIsNotTheNextJobs) {
  Loop loop;
  std::vector<std::string> names;
  const Monitor monitor([&](const Report& report) { names.push_back(report.name); });
  loop.post([] {}, "disturbed");
  loop.post([] {}, "behind it");
  trace::tell_time({Signalled::look, &loop});
  loop.run();
  trace::forget_time(&loop);
  EXPECT_EQ(Signalled::now, 1'000'000) << "it was answered";
  EXPECT_EQ(names, std::vector<std::string>{});
  EXPECT_EQ(monitor.figures().longest, 0);
}

TEST(Looks, WhatItTakesToTellThatAJobIsLateIsNotThatJobs) {
  FakeClock clock;
  Loop loop;
  std::vector<Report::Kind> kinds;
  const Monitor monitor([&](const Report& report) {
    kinds.push_back(report.kind);
    clock.advance(1s);
  });
  loop.post([] {}, "late");
  clock.advance(1min);
  loop.run();
  EXPECT_EQ(kinds, std::vector<Report::Kind>{Report::Kind::starved});
}

}  // namespace
}  // namespace unroll::monitor
