#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "00_trace/view/graph.hpp"
#include "00_trace/view/text_view.hpp"

namespace unroll::view {
namespace {

std::string contents(const std::string& name) {
  std::ifstream in(VIEWS + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Either a message or all views: never a crash.
bool is_shown(const std::string& json) {
  try {
    const Recording recording = recording_from(json);
    const std::size_t last = recording.events.size();
    text_view(recording);
    causes_graph(recording, 0);
    futures_graph(recording, last);
    awaits_graph(recording, most_suspended(recording));
    return true;
  } catch (const Unreadable& error) {
    EXPECT_STRNE(error.what(), "");
    return false;
  }
}

std::string message(const std::string& json) {
  try {
    recording_from(json);
  } catch (const Unreadable& error) {
    return error.what();
  }
  return "no message";
}

/// Where in the file each step is whole. A step is an event that names a verb, or the end of a slice that a
/// `run` has begun.
std::vector<std::size_t> ends_of_steps(const std::string& json) {
  std::vector<std::size_t> ends;
  std::vector<bool> slices;
  std::istringstream lines(json);
  std::size_t begin = 0;
  for (std::string line; std::getline(lines, line); begin += line.size() + 1) {
    bool is_step = line.find("\"k\":") != std::string::npos;
    if (line.starts_with("{\"ph\":\"B\"")) slices.push_back(line.find("\"k\":\"run\"") != std::string::npos);
    if (line.starts_with("{\"ph\":\"E\"")) {
      is_step = slices.back();
      slices.pop_back();
    }
    if (is_step) ends.push_back(begin + line.rfind('}') + 1);
  }
  return ends;
}

/// Cut off after `size` bytes: refused before the first step is whole, else shown up to the last whole one.
void expect_shown_up_to(const std::string& json, const std::vector<std::size_t>& ends, std::size_t size) {
  const auto whole = std::upper_bound(ends.begin(), ends.end(), size) - ends.begin();
  ASSERT_EQ(is_shown(json.substr(0, size)), whole != 0) << size;
  if (whole == 0) return;
  const Recording recording = recording_from(json.substr(0, size));
  ASSERT_TRUE(recording.cut_off) << size;
  ASSERT_EQ(recording.events.size(), static_cast<std::size_t>(whole)) << size;
}

TEST(BadInput, ARecordingCutOffAnywhereIsShownUpToItsLastWholeStep) {
  const std::string hello = contents("hello.json");
  const auto ends = ends_of_steps(hello);
  ASSERT_EQ(ends.size(), 4U);
  const std::size_t whole = hello.find_last_of('}');
  for (std::size_t size = 0; size <= whole; ++size) expect_shown_up_to(hello, ends, size);
  EXPECT_FALSE(recording_from(hello).cut_off);
  EXPECT_FALSE(recording_from(hello.substr(0, whole + 1)).cut_off) << "only the newline is missing";
}

TEST(BadInput, ALongerOneTooAtManyPlaces) {
  const std::string breakfast = contents("breakfast.json");
  const auto ends = ends_of_steps(breakfast);
  ASSERT_EQ(ends.size(), recording_from(breakfast).events.size());
  for (std::size_t size = 0; size < breakfast.size() - 2; size += 101)
    expect_shown_up_to(breakfast, ends, size);
}

TEST(BadInput, ACutOffRecordingKeepsItsTitleItsClockAndThePlacesOfItsSteps) {
  const std::string json =
      R"({"otherData":{"schema":"unroll-trace/1","title":"crash","clock":"virtual"},"traceEvents":[
{"ph":"M","name":"source","args":{"file":"folder/crash.cpp"}},
{"ph":"i","name":"tea","ts":5,"args":{"k":"post","id":1,"at":[0,7]}},
{"ph":"i","name":"toast","ts":5,"args":{"k":"post","id":2,"at":[0,)";
  const Recording recording = recording_from(json);
  EXPECT_TRUE(recording.cut_off);
  EXPECT_EQ(recording.title, "crash");
  EXPECT_TRUE(recording.timed);
  ASSERT_EQ(recording.events.size(), 1U);
  EXPECT_EQ(recording.place(recording.events[0]), "crash.cpp:7");
  EXPECT_NE(text_view(recording).find("cut off here: the program crashed or is still running"),
            std::string::npos);
}

TEST(BadInput, ACutOffFileOfAnotherProgramIsRefused) {
  EXPECT_NE(message(R"({"traceEvents":[{"ph":"i","args":{"k":"post","id":1}},)").find("no recorded run"),
            std::string::npos);
}

TEST(BadInput, ADamagedRecordingIsNeverTakenForACutOffOne) {
  const std::string hello = contents("hello.json");
  const std::size_t brackets = hello.rfind("]}}") + 1;  // without one of the last two it is cut off indeed
  for (std::size_t at = 0; at != brackets; ++at) {
    for (const char wrong : {'x', '"', '{', '[', '\n', '\0'}) {
      std::string damaged = hello;
      damaged[at] = wrong;
      try {
        ASSERT_FALSE(recording_from(damaged).cut_off) << at << " is " << wrong;
      } catch (const Unreadable&) {
      }
    }
  }
}

TEST(BadInput, ARecordingThatIsDamagedBeforeItIsCutOffIsRefused) {
  std::string breakfast = contents("breakfast.json");
  breakfast.resize(breakfast.size() / 2);
  ASSERT_TRUE(recording_from(breakfast).cut_off);
  breakfast[breakfast.size() / 2] = '\n';
  breakfast[breakfast.size() / 2 + 1] = '}';
  EXPECT_NE(message(breakfast).find("nothing makes sense from byte"), std::string::npos);
}
TEST(BadInput, ADamagedByteIsRefusedOrShownButNeverACrash) {
  const std::string hello = contents("hello.json");
  std::size_t shown = 0;
  for (std::size_t at = 0; at != hello.size(); ++at) {
    for (const int flip : {1, 2, 16, 64, 128}) {
      std::string damaged = hello;
      damaged[at] = static_cast<char>(damaged[at] ^ flip);
      shown += is_shown(damaged) ? 1 : 0;
    }
  }
  EXPECT_GT(shown, 0U);
}

TEST(BadInput, IdsAndTimesThatMakeNoSenseAreShownSomehow) {
  const std::string breakfast = contents("breakfast.json");
  for (const char digit : {'1', '9'}) {
    std::string wrong = breakfast;
    const std::size_t end = wrong.find("\"unrollTrace\"");
    for (std::size_t at = 0; (at = wrong.find("\"id\":", at)) < end; at += 5) wrong[at + 5] = digit;
    EXPECT_TRUE(is_shown(wrong)) << digit;
  }
}

TEST(BadInput, IsToldWhatIsWrong) {
  EXPECT_NE(message("").find("cut off"), std::string::npos);
  EXPECT_NE(message("{\"a\" nonsense }").find("nothing makes sense from byte"), std::string::npos);
  EXPECT_EQ(message("[1, 2]"), "it is JSON, but not a recorded run");
  EXPECT_NE(message("{}").find("no list \"traceEvents\""), std::string::npos);
  EXPECT_NE(message("{\"traceEvents\":[]}").find("written by another program"), std::string::npos);
  EXPECT_NE(message(R"({"traceEvents":[],"unrollTrace":{"version":2,"sources":[]}})").find("of version 2"),
            std::string::npos);
  EXPECT_EQ(message(R"({"traceEvents":[{"ph":"i","args":{"k":"post","id":"x"}}]})"),
            "event 1: \"id\" is not a number");
  EXPECT_EQ(message(R"({"traceEvents":[{"ph":"E"}]})"), "event 1 ends something that never began");
  EXPECT_EQ(message(R"({"traceEvents":[{"ph":"i","args":{"k":"post","at":[0]}}]})"),
            "event 1: \"at\" is not [file, line]");
  EXPECT_EQ(message(R"({"traceEvents":[{"ph":"i","ts":1e300,"args":{"k":"post"}}]})"),
            "event 1: \"ts\" is too large");
}

TEST(BadInput, DeeplyNestedJsonDoesNotOverflowTheStack) {
  EXPECT_FALSE(is_shown(std::string(200000, '[')));
  EXPECT_FALSE(is_shown(R"({"traceEvents":)" + std::string(200000, '[') + std::string(200000, ']') + "}"));
}

}  // namespace
}  // namespace unroll::view
