#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/with_time.hpp"

namespace unroll {
namespace {

struct Report : testing::Test, worlds::FakeTime {
  Report() {
    loop.on_report([this](const std::string& what) { reports.push_back(what); });
  }
  Promise<void> promise{loop};
  Steps reports;
};

std::string at(int line) { return "report_test.cpp:" + std::to_string(line); }
const std::string stalled = "Loop: nothing is left to run, and these still wait for somebody to wake them:\n";

Task<int> waits(Future<void> signal) { co_return (co_await std::move(signal), 1); }
constexpr int line_of_waits = __LINE__ - 1;
Task<int> calls(Future<void> signal) { co_return co_await waits(std::move(signal)); }
constexpr int line_of_calls = __LINE__ - 1;

TEST_F(Report, OfADrainedLoopSaysWhoWaitsWhere) {
  const int line = __LINE__ + 1;
  Future<int> task = start(loop, calls(promise.get_future()), "lonely");
  loop.run();
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0], stalled + "task \"lonely\", started at " + at(line) + "\n" +  //
                            "  calls() waits at " + at(line_of_calls) + "\n" +        //
                            "  waits() waits at " + at(line_of_waits) + "\n");
}

TEST_F(Report, IsNotMadeWhenAllHasEnded) {
  Future<int> task = start(loop, calls(promise.get_future()));
  promise.set_value();
  loop.run();
  EXPECT_EQ(reports, Steps{});
  EXPECT_EQ(loop.unfinished(), "") << "a task that has ended is not in the list, although its future is here";
}

TEST_F(Report, IsNotMadeWhenTheLoopWasStopped) {
  Future<int> task = start(loop, calls(promise.get_future()));
  loop.post([this] { loop.stop(); });
  loop.run();
  EXPECT_EQ(reports, Steps{});
}

TEST_F(Report, NamesTheNewestFirstAndAtMostTwenty) {
  std::vector<Promise<void>> promises;
  std::vector<Future<int>> tasks;
  for (int i = 0; i != 30; ++i) {
    promises.emplace_back(loop);
    tasks.push_back(start(loop, waits(promises.back().get_future()), std::to_string(i)));
  }
  loop.run();
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].find("task \"29\""), stalled.size());
  EXPECT_NE(reports[0].find("task \"10\""), std::string::npos);
  EXPECT_EQ(reports[0].find("task \"9\""), std::string::npos);
  EXPECT_TRUE(reports[0].ends_with("… and more\n"));
}

TEST_F(Report, GoesToStderrWithoutAListener) {
  loop.on_report(nullptr);
  Future<int> task = start(loop, waits(promise.get_future()), "heard");
  testing::internal::CaptureStderr();
  loop.run();
  EXPECT_NE(testing::internal::GetCapturedStderr().find("task \"heard\""), std::string::npos);
}

TEST_F(Report, OfATaskThatHasNotBegunSaysSo) {
  const int line = __LINE__ + 1;
  Future<int> task = start(loop, waits(promise.get_future()));
  EXPECT_EQ(loop.unfinished(),
            "task, started at " + at(line) + "\n  waits() has not begun, " + at(line_of_waits) + "\n");
}

Task<int> inner_dump(Loop& loop, Steps& dumps) { co_return (dumps.push_back(loop.unfinished()), 2); }
constexpr int line_of_inner = __LINE__ - 1;
Task<int> outer_dump(Loop& loop, Steps& dumps) { co_return co_await inner_dump(loop, dumps); }
constexpr int line_of_outer = __LINE__ - 1;

TEST_F(Report, OfARunningTaskShowsItsWholeChain) {
  const int line = __LINE__ + 1;
  Future<int> task = start(loop, outer_dump(loop, reports), "looks at itself");
  loop.run();
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0], "task \"looks at itself\", started at " + at(line) + "\n" +  //
                            "  outer_dump() waits at " + at(line_of_outer) + "\n" +  //
                            "  inner_dump() is running, last seen at " + at(line_of_inner) + "\n");
}

Task<void> moves_on(Timers& timers) {
  co_await sleep_for(timers, worlds::FakeTime::unit);
  co_await sleep_for(timers, worlds::FakeTime::unit);
}
constexpr int line_of_move = __LINE__ - 3;

TEST_F(Report, FollowsATaskFromLineToLine) {
  Future<void> task = start(loop, moves_on(timers));
  loop.run_one();
  EXPECT_NE(loop.unfinished().find("moves_on() waits at " + at(line_of_move) + "\n"), std::string::npos);
  while (clock.now() == TimePoint()) ASSERT_TRUE(loop.run_one());
  for (int fires_resolves_goes_on = 0; fires_resolves_goes_on != 2; ++fires_resolves_goes_on) loop.run_one();
  EXPECT_NE(loop.unfinished().find("moves_on() waits at " + at(line_of_move + 1) + "\n"), std::string::npos);
  loop.run();
  EXPECT_EQ(loop.unfinished(), "");
}

Task<int> level(int depth, Future<void> signal) {
  if (depth == 0) co_return co_await waits(std::move(signal));
  co_return co_await level(depth - 1, std::move(signal));
}

TEST_F(Report, OfALongChainLosesItsMiddle) {
  Future<int> task = start(loop, level(98, promise.get_future()), "long");
  loop.run();
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_NE(reports[0].find("… 80 more …\n"), std::string::npos);
  EXPECT_EQ(std::count(reports[0].begin(), reports[0].end(), '\n'), 1 + 1 + 10 + 1 + 10);
  EXPECT_NE(reports[0].find("waits() waits at "), std::string::npos) << "the leaf is what matters";
}

TEST_F(Report, OfAChainOfTwentyIsWhole) {
  Future<int> task = start(loop, level(18, promise.get_future()));
  loop.run();
  EXPECT_EQ(reports[0].find("…"), std::string::npos);
  EXPECT_EQ(std::count(reports[0].begin(), reports[0].end(), '\n'), 1 + 1 + 20);
}

template <class T>
Task<std::function<void(T)>> of_a_template(Future<void> signal) {
  co_await std::move(signal);
  co_return nullptr;
}
struct Thing {
  Task<void> member(Future<void> signal) const { co_await std::move(signal); }
};
namespace deeper {
Task<std::vector<std::pair<int, int>>> nested(Future<void> signal) {
  co_await std::move(signal);
  co_return {};
}
}  // namespace deeper

TEST_F(Report, NamesFunctionsAsTheirAuthorDoes) {
  const Thing thing;
  std::vector<Promise<void>> signals;
  for (int i = 0; i != 3; ++i) signals.emplace_back(loop);
  auto one = start(loop, of_a_template<int>(signals[0].get_future()));
  auto two = start(loop, thing.member(signals[1].get_future()));
  auto three = start(loop, deeper::nested(signals[2].get_future()));
  loop.run();
  for (const std::string function : {"  of_a_template() ", "  member() ", "  nested() "})
    EXPECT_NE(reports[0].find(function), std::string::npos) << reports[0];
}

}  // namespace
}  // namespace unroll
