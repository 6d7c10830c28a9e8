#include <gtest/gtest.h>

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "00_trace/recorder.hpp"
#include "02_callbacks/timers.hpp"
#include "recording_of.hpp"

namespace unroll {
namespace {

using namespace std::chrono_literals;

/// A loop with a clock of its own.
void many_timers() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  std::vector<Callback> kept;
  for (int i = 0; i != 100; ++i) kept.push_back(timers.call_later(i * 1ms, [] {}, "timer"));
  loop.run();
}

TEST(RecorderOfThreads, TakesTheStepsOfLoopsThatRunAtTheSameTime) {
  const std::string text = recording_of([] {
    std::thread one(many_timers);
    std::thread other(many_timers);
    one.join();
    other.join();
  });
  std::map<int, int> open;
  std::map<int, int> jobs;
  double before = 0;
  for (const auto& event : events_of(text)) {
    const int thread = event["tid"];
    open[thread] += (event["ph"] == "B") - (event["ph"] == "E");
    ASSERT_GE(open[thread], 0) << event;
    if (event["ph"] == "M") continue;
    ASSERT_GE(event["ts"].get<double>(), before) << event;
    before = event["ts"];
    if (event["ph"] == "B" && event["name"] == "timer") ++jobs[thread];
  }
  EXPECT_EQ(jobs.size(), 2U);
  for (const auto& [thread, count] : jobs) EXPECT_EQ(count, 100) << thread;
  for (const auto& [thread, count] : open) EXPECT_EQ(count, 0) << thread;
}

TEST(RecorderOfThreads, APrintedLineIsOfTheThreadThatPrintedIt) {
  const std::string text = recording_of([] {
    Recording::print("here\n");
    std::thread([] { Recording::print("there\n"); }).join();
  });
  std::map<std::string, int> by;
  for (const auto& step : steps_of(text)) by[step["name"]] = step["tid"];
  ASSERT_EQ(by.size(), 2U) << text;
  EXPECT_NE(by["here"], by["there"]);
}

TEST(RecorderOfThreads, HalfALineWaitsForItsOtherHalfWhateverAnotherThreadDoes) {
  const std::string text = recording_of([] {
    Loop loop;
    Recording::print("one ");
    std::thread([] {
      Loop other;
      Recording::print("two ");
      other.post([] {});
      other.run();
    }).join();
    Recording::print("line\n");
    loop.post([] {});
    loop.run();
  });
  std::vector<std::string> lines;
  std::vector<int> threads;
  for (const auto& step : steps_of(text)) {
    if (step["args"]["k"] != "print") continue;
    lines.push_back(step["args"]["text"]);
    threads.push_back(step["tid"]);
  }
  ASSERT_EQ(lines, (std::vector<std::string>{"two ", "one line"})) << text;
  EXPECT_NE(threads[0], threads[1]);
}

TEST(RecorderOfThreads, AtTheEndHalfALineIsStillOfTheThreadThatPrintedIt) {
  const std::string text = recording_of([] {
    Recording::print("here");
    std::thread([] { Recording::print("there"); }).join();
  });
  std::map<std::string, int> by;
  for (const auto& step : steps_of(text)) by[step["name"]] = step["tid"];
  ASSERT_EQ(by.size(), 2U) << text;
  EXPECT_NE(by["here"], by["there"]);
}

/// A clock of real time that stands at 5 µs since the beginning of time.
void tell_real_time(std::chrono::nanoseconds zero) {
  trace::tell_time({[](const void*) { return std::int64_t{5}; }, "a clock", "steady", zero.count()});
}

TEST(StampOfThreads, AThreadWithoutAClockReadsTheRealTimeOfTheOthers) {
  const auto an_hour_ago = std::chrono::steady_clock::now().time_since_epoch() - 1h;
  trace::Stamp stamp;
  trace::Stamp::Scale mine;
  tell_real_time(an_hour_ago);
  stamp.next(mine);
  EXPECT_EQ(stamp.now(), 5);
  std::thread([&] {
    trace::Stamp::Scale its;
    stamp.next(its);
  }).join();
  EXPECT_GE(stamp.now(), std::chrono::microseconds(1h).count());
  EXPECT_LT(stamp.now(), std::chrono::microseconds(2h).count());
  trace::tell_time({});
}

TEST(StampOfThreads, TwoClocksOfRealTimeTellTheSame) {
  const auto zero = std::chrono::nanoseconds(1h);
  trace::Stamp stamp;
  trace::Stamp::Scale mine;
  tell_real_time(zero);
  stamp.next(mine);
  std::thread([&] {
    trace::Stamp::Scale its;
    tell_real_time(zero + 1s);  // was made a second later
    stamp.next(its);
  }).join();
  EXPECT_EQ(stamp.now(), 1'000'005);
  trace::tell_time({});
}

TEST(StampOfThreads, AFakeClockIsNotReadByOthers) {
  trace::Stamp stamp;
  trace::Stamp::Scale mine;
  FakeClock clock;
  clock.advance(7us);
  stamp.next(mine);
  std::thread([&] {
    trace::Stamp::Scale its;
    stamp.next(its);
  }).join();
  EXPECT_EQ(stamp.now(), 7);
}

}  // namespace
}  // namespace unroll
