#include "00_trace/recorder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <set>
#include <stdexcept>

#include "00_trace/short_name.hpp"
#include "02_callbacks/timers.hpp"
#include "recording_of.hpp"

namespace unroll {
namespace {

using namespace std::chrono_literals;

TEST(Recorder, WritesARunOfAQueueLikeThis) {
  // Where its source is not found, for its text would be in the file.
  ASSERT_EQ(::chdir(testing::TempDir().c_str()), 0);
  int line = 0;
  const std::string text = recording_of([&] {
    Loop loop;
    line = __LINE__ + 1;
    loop.post([] { Recording::print("Hello\n"); }, "hello");
    loop.run();
  });
  const std::string compiler = nlohmann::json::parse(text)["otherData"]["compiler"];
  const std::string at = std::to_string(line);
  EXPECT_EQ(text, R"({"otherData":{"schema":"unroll-trace/1","title":"a test","compiler":")" + compiler +
                      R"(","clock":"steps"  },
"traceEvents":[
{"ph":"M","name":"process_name","pid":1,"tid":1,"ts":0,"args":{"name":"a test"}},
{"ph":"M","name":"thread_name","pid":1,"tid":1,"ts":0,"args":{"name":"main"}},
{"ph":"B","name":"main","pid":1,"tid":1,"ts":0,"cat":"thread"},
{"ph":"M","name":"source","pid":1,"tid":1,"ts":0,"args":{"file":")" __FILE__ R"("}},
{"ph":"i","name":"hello","pid":1,"tid":1,"ts":1,"cat":"job","s":"t","args":{"k":"post","id":1,"at":[0,)" +
                      at + R"(]}},
{"ph":"s","name":"post","pid":1,"tid":1,"ts":1,"cat":"post","id":1},
{"ph":"C","name":"ready queue","pid":1,"tid":1,"ts":1,"args":{"now":1}},
{"ph":"B","name":"hello","pid":1,"tid":1,"ts":2,"cat":"job","args":{"k":"run","id":1,"at":[0,)" +
                      at + R"(]}},
{"ph":"f","name":"post","pid":1,"tid":1,"ts":2,"cat":"post","id":1,"bp":"e"},
{"ph":"C","name":"ready queue","pid":1,"tid":1,"ts":2,"args":{"now":0}},
{"ph":"i","name":"Hello","pid":1,"tid":1,"ts":3,"cat":"print","s":"t","args":{"k":"print","cause":1,"text":"Hello"}},
{"ph":"E","name":"hello","pid":1,"tid":1,"ts":4},
{"ph":"E","name":"main","pid":1,"tid":1,"ts":5}
],
"unrollTrace":{"version":1,"sources":[
{"file":")" __FILE__ R"("}]}}
)");
}

void thrower_and_timers() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  loop.post([&] {
    loop.post([] {}, "child");
    throw std::runtime_error("oops");
  });
  Callback kept = timers.call_later(20ms, [] {}, "kept");
  Callback dropped = timers.call_later(30ms, [] {}, "dropped");
  EXPECT_THROW(loop.run(), std::runtime_error);
  dropped = {};
  loop.run();
  loop.post([] {}, "never runs");
}

TEST(Recorder, ClosesEverySliceAlsoWhenAJobThrows) {
  int open = 0;
  for (const auto& event : events_of(recording_of(thrower_and_timers))) {
    if (event["ph"] == "B") ++open;
    if (event["ph"] != "E") continue;
    ASSERT_GE(--open, 0) << event;
    ASSERT_FALSE(event.contains("args")) << event;
  }
  EXPECT_EQ(open, 0);
}

TEST(Recorder, DrawsEachArrowFromAnOpenSliceToTheJobThatItCaused) {
  int open = 0;
  std::set<std::uint64_t> begun;
  std::set<std::uint64_t> ended;
  for (const auto& event : events_of(recording_of(thrower_and_timers))) {
    open += (event["ph"] == "B") - (event["ph"] == "E");
    if (event["ph"] == "s") {
      ASSERT_TRUE(begun.insert(event["id"].get<std::uint64_t>()).second) << event;
    } else if (event["ph"] == "f") {
      ASSERT_TRUE(begun.contains(event["id"].get<std::uint64_t>())) << event;
      ASSERT_TRUE(ended.insert(event["id"].get<std::uint64_t>()).second) << event;
      ASSERT_EQ(event["bp"], "e");
    } else {
      continue;
    }
    ASSERT_GT(open, 0) << event;
  }
  EXPECT_GE(ended.size(), 4U);
}

TEST(Recorder, DrawsOneArrowToEachJob) {
  const auto events = events_of(recording_of([] {
    Loop loop;
    FakeClock clock;
    Timers timers(loop, clock);
    const Callback kept = timers.call_later(20ms, [] {}, "kept");
    loop.post([] {}, "posted");
    loop.run();
  }));
  std::map<std::string, int> count;
  for (const auto& event : events) ++count[event["ph"]];
  EXPECT_EQ(count["s"], count["f"]);
  EXPECT_EQ(count["f"], count["B"] - 2) << "all slices are jobs but main and the sleep";
}

TEST(Recorder, EndsEachWaitThatEnds) {
  std::map<std::uint64_t, int> waits;
  for (const auto& event : events_of(recording_of(thrower_and_timers))) {
    if (event["ph"] == "b") ++waits[event["id"].get<std::uint64_t>()];
    if (event["ph"] == "e") --waits[event["id"].get<std::uint64_t>()];
  }
  EXPECT_EQ(waits.size(), 2U);
  for (const auto& [id, open] : waits) EXPECT_EQ(open, 0) << id;
}

TEST(Recorder, CountsTheQueueAndTheTimersAsTheyAre) {
  std::map<std::string, int> now;
  for (const auto& event : events_of(recording_of(thrower_and_timers))) {
    if (event["ph"] == "C") now[event["name"]] = event["args"]["now"];
    ASSERT_GE(now["ready queue"], 0);
    ASSERT_GE(now["timers"], 0);
  }
  EXPECT_EQ(now["ready queue"], 0) << "what died with the loop has left the queue";
  EXPECT_EQ(now["timers"], 0);
}

TEST(Recorder, StampsWithTheTimeOfTheClock) {
  std::map<std::string, std::int64_t> ran;
  const std::string text = recording_of(thrower_and_timers);
  for (const auto& step : steps_of(text)) {
    if (step["args"]["k"] == "run") ran[step["name"]] = step["ts"];
    if (step["args"]["k"] == "arm" && step["name"] == "dropped") {
      EXPECT_EQ(step["args"]["value"], 30'000);
    }
  }
  EXPECT_EQ(ran["child"], 0);
  EXPECT_EQ(ran["kept"], 20'000);
  EXPECT_EQ(nlohmann::json::parse(text)["otherData"]["clock"], "virtual");
}

TEST(Recorder, LetsASecondClockGoOnWhereTheFirstOneEnded) {
  std::vector<std::int64_t> ran;
  std::int64_t last = 0;
  const auto once = [] {
    Loop loop;
    FakeClock clock;
    Timers timers(loop, clock);
    const Callback one = timers.call_later(10ms, [] {}, "one");
    loop.run();
  };
  for (const auto& step : steps_of(recording_of([&] { once(), once(); }))) {
    EXPECT_GE(step["ts"], last);
    last = step["ts"];
    if (step["args"]["k"] == "run" && step["name"] == "one") ran.push_back(last);
    if (step["args"]["k"] == "arm") {
      EXPECT_EQ(step["args"]["value"], last + 10'000);
    }
  }
  EXPECT_EQ(ran, (std::vector<std::int64_t>{10'000, 20'000}));
}

TEST(Recorder, WritesWhateverIsPrintedAsJson) {
  const std::string odd =
      "quote\" back\\slash \t \x01 \x7f caf\xC3\xA9 \xFF\xC0\xAF \xED\xA0\x80 \xF0\x9F\x8D\xB5 \xE2\x82";
  const auto steps = steps_of(recording_of([&] { Recording::print(odd + "\n"); }));
  ASSERT_EQ(steps.size(), 1U);
  const std::string bad = "\xEF\xBF\xBD";
  EXPECT_EQ(steps[0]["args"]["text"].get<std::string>(), "quote\" back\\slash \t \x01 \x7f caf\xC3\xA9 " +
                                                             bad + bad + bad + " " + bad + bad + bad +
                                                             " \xF0\x9F\x8D\xB5 " + bad + bad);
}

TEST(Recorder, TellsWhoPrintedAPieceOfALine) {
  const auto steps = steps_of(recording_of([] {
    Loop loop;
    loop.post([] { Recording::print("Hello, "); });
    loop.post([] { Recording::print("World\nand all\n"); });
    loop.run();
  }));
  std::string told;
  for (const auto& step : steps) {
    const auto& args = step["args"];
    if (args["k"] == "print")
      told += args["cause"].dump() + args["text"].dump() + (args.contains("value") ? "…" : "|");
  }
  EXPECT_EQ(told, "1\"Hello, \"…2\"World\"|2\"and all\"|");
}

TEST(Recorder, HasEachStepInTheFileBeforeTheNextOneHappens) {
  Recording recording;
  Loop loop;
  loop.post([] {}, "the last words");
  const std::string crashed = recording.so_far();
  EXPECT_NE(crashed.find("the last words"), std::string::npos);
  EXPECT_TRUE(nlohmann::json::accept(crashed + "]}")) << "cut between two lines, it is easily mended";
}

TEST(Recorder, CallsFunctionsAsPeopleDoWhateverTheCompilerCallsThem) {
  EXPECT_EQ(trace::short_name("unroll::Task<int> shop::fetch(int)"), "fetch");
  EXPECT_EQ(trace::short_name("unroll::Task<> unroll::{anonymous}::family(unroll::Timers&)"), "family");
  EXPECT_EQ(trace::short_name("Task<> unroll::(anonymous namespace)::family(Timers &)"), "family");
  EXPECT_EQ(trace::short_name("Task<void (*)(int)> pick(std::function<void(int)>)"), "pick");
  EXPECT_EQ(trace::short_name("main"), "main");
  EXPECT_EQ(trace::short_name(""), "");
}

TEST(Recorder, StopsWhenARunHasNoEnd) {
  Recording recording(10);
  Loop loop;
  for (int i = 0; i != 100; ++i) loop.post([] {});
  loop.run();
  const auto steps = steps_of(recording.end());
  ASSERT_EQ(steps.size(), 11U);
  EXPECT_EQ(steps.back()["args"]["k"], "cut");
}

}  // namespace
}  // namespace unroll
