#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <string>
#include <vector>

#include "03_futures/all.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/race.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "recording_of.hpp"

// What a reader shows at a step is rebuilt from the events alone, and is what the program itself knows at
// that step.
namespace unroll {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;

Task<int> brew(Timers& timers, int cups) {
  co_await sleep_for(timers, 10ms, "kettle");
  co_return cups;
}

Task<> serve(Timers& timers) {
  co_await brew(timers, 1);
  co_await brew(timers, 2);
}

Task<> family(Timers& timers) {
  Scope scope(timers.loop());
  scope.spawn(serve(timers), "serve");
  std::vector<Task<int>> racers;
  racers.push_back(brew(timers, 1));
  racers.push_back(brew(timers, 3));
  co_await race(timers.loop(), std::move(racers));
  std::vector<Future<void>> naps;
  naps.push_back(sleep_for(timers, 1ms));
  naps.push_back(sleep_for(timers, 2ms).then([] {}, "then"));
  co_await all(timers.loop(), std::move(naps));
  try {
    co_await with_timeout(timers, 5ms, brew(timers, 1));
  } catch (const TimedOut&) {
  }
  co_await scope.join();
}

void whole_family() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, family(timers), "family");
}

/// Frames as the events tell of them: which there are, where each waits, and for whom.
struct Frames {
  struct Frame {
    std::string name;
    std::string waits;  // file:line, empty while it runs
    std::uint64_t about = 0;
  };
  std::map<std::uint64_t, Frame> frames;
  std::vector<std::uint64_t> roots;  // of started tasks, in the order of their start

  void see(const Json& step, const Json& sources) {
    const Json& args = step["args"];
    const std::string verb = args["k"];
    const std::uint64_t id = args.value("id", std::uint64_t{0});
    if (verb == "start") roots.push_back(args["about"]);
    if (verb == "begin") frames[id].name = step["name"];
    if (verb == "suspend") {
      const std::string file = sources[args["at"][0].get<std::size_t>()]["file"];
      frames[id].waits = file.substr(file.rfind('/') + 1) + ":" + args["at"][1].dump();
      frames[id].about = args.value("about", std::uint64_t{0});
    }
    if (verb == "resume") frames[id].waits.clear();
    if (verb == "end") frames.erase(id);
  }

  /// As Loop::unfinished tells it: newest task first, each from its root to its leaf.
  std::string dump() const {
    std::string text;
    for (auto root = roots.rbegin(); root != roots.rend(); ++root) {
      for (auto frame = frames.find(*root); frame != frames.end(); frame = frames.find(frame->second.about)) {
        text += frame->second.name + (frame->second.waits.empty() ? "() is running" : "() waits at ") +
                frame->second.waits + "\n";
      }
    }
    return text;
  }
};

/// The lines of Loop::unfinished that tell of frames that have begun.
std::string frames_in(const std::string& dump) {
  std::string text;
  for (std::size_t at = 0; at < dump.size();) {
    const std::size_t end = dump.find('\n', at);
    const std::string line = dump.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("  ") && line.find("has not begun") == std::string::npos)
      text += line.substr(2, line.find(", last seen") - 2) + "\n";
  }
  return text;
}

TEST(Rebuilt, TheFramesAreThoseOfTheTaskDumpAtEveryTurn) {
  std::vector<std::string> dumps;
  const std::string text = recording_of([&] {
    Loop loop;
    FakeClock clock;
    Timers timers(loop, clock);
    const Future<void> whole = start(loop, family(timers), "family");
    do {
      dumps.push_back(frames_in(loop.unfinished()));
      Recording::print("dump\n");
    } while (loop.run_one());
  });
  const Json sources = Json::parse(text)["unrollTrace"]["sources"];
  Frames rebuilt;
  std::size_t dump = 0;
  std::size_t deepest = 0;
  for (const Json& step : steps_of(text)) {
    rebuilt.see(step, sources);
    if (step["args"]["k"] != "print") continue;
    ASSERT_LT(dump, dumps.size());
    ASSERT_EQ(rebuilt.dump(), dumps[dump]) << "before job " << dump;
    deepest = std::max(deepest, rebuilt.frames.size());
    ++dump;
  }
  EXPECT_EQ(dump, dumps.size());
  EXPECT_GE(deepest, 5U);
}

TEST(Rebuilt, NothingIsLeftWhenAllHasEnded) {
  std::map<std::uint64_t, std::string> there;
  std::map<std::string, int> count;
  for (const Json& step : steps_of(recording_of(whole_family))) {
    const std::string verb = step["args"]["k"];
    const std::uint64_t id = step["args"].value("id", std::uint64_t{0});
    ++count[verb];
    if (verb == "make" || verb == "begin" || verb == "arm") there[id] = step.dump();
    if (verb == "take" || verb == "end" || verb == "drop" || verb == "fire") there.erase(id);
  }
  for (const auto& [id, what] : there) ADD_FAILURE() << "never ended: " << what;
  for (const char* verb : {"post", "run", "arm", "fire", "drop", "sleep", "make", "resolve", "begin",
                           "suspend", "resume", "end", "wait", "source", "start", "take"}) {
    EXPECT_GT(count[verb], 0) << verb;
  }
}

TEST(Rebuilt, AFutureTellsWhatItComesFromAndWhatItIs) {
  const auto steps = steps_of(recording_of([] {
    Loop loop;
    Promise<int> bread(loop, "bread");
    Future<int> toast = bread.get_future().then([](int slices) { return slices * 2; }, "toast");
    bread.set_value(2);
    loop.run();
    EXPECT_EQ(toast.get(), 4);
    Promise<std::string> jam(loop, "jam");
    const Future<std::string> none = jam.get_future();
    jam.set_exception(std::make_exception_ptr(std::runtime_error("none left")));
    loop.on_report([](const std::string&) {});
  }));
  std::map<std::string, std::uint64_t> ids;
  std::string told;
  for (const Json& step : steps) {
    const Json& args = step["args"];
    const std::string name = step["name"];
    if (args["k"] == "make") ids[name] = args["id"];
    if (args["k"] == "source") {
      EXPECT_EQ(args["id"], ids["toast"]);
      EXPECT_EQ(args["about"], ids["bread"]);
    }
    if (args["k"] == "resolve")
      told += name + (args.contains("value") ? " failed" : " = " + args["text"].get<std::string>()) + "; ";
  }
  EXPECT_EQ(told, "bread = 2; toast = 4; jam failed; ");
}

Task<> burn(Timers& timers) {
  co_await sleep_for(timers, 1ms);
  throw std::runtime_error("burnt");
}

Task<> breakfast(Timers& timers) {
  try {
    co_await burn(timers);
  } catch (const std::runtime_error&) {
  }
}

TEST(Rebuilt, AFrameTellsWhetherItWasLeftByAnError) {
  std::map<std::string, int> ends;
  for (const Json& step : steps_of(recording_of([] {
         Loop loop;
         FakeClock clock;
         Timers timers(loop, clock);
         sync_wait(loop, breakfast(timers));
         const Future<void> off = start(loop, breakfast(timers));
         loop.run_one();
       }))) {
    if (step["args"]["k"] == "end")
      ends[step["name"].get<std::string>() + ' ' + std::to_string(step["args"].value("value", 0))] += 1;
  }
  EXPECT_EQ(ends, (std::map<std::string, int>{
                      {"burn 2", 1}, {"breakfast 0", 1}, {"burn 1", 1}, {"breakfast 1", 1}}));
}

TEST(Rebuilt, TheSameProgramGivesTheSameBytes) {
  const std::string once = recording_of(whole_family);
  EXPECT_GT(once.size(), 10'000U);
  EXPECT_EQ(once, recording_of(whole_family));
}

}  // namespace
}  // namespace unroll
