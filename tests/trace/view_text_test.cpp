#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "00_trace/view/text_view.hpp"
#include "00_trace/view/words.hpp"

namespace unroll::view {
namespace {

std::string file(const std::string& name) {
  std::ifstream in(VIEWS + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(TextView, TellsARecordedRunOneLineAStep) {
  EXPECT_EQ(text_view(read_recording(std::string(VIEWS) + "breakfast.json")), file("breakfast.txt"));
}

TEST(TextView, LeavesTheTimesOutOfARunWithoutAClock) {
  EXPECT_EQ(text_view(read_recording(std::string(VIEWS) + "hello.json")), file("hello.txt"));
}

TEST(TextView, TellsWhichDescriptorWasReadyAndWhoHadWaitedForIt) {
  const std::string text = text_view(read_recording(std::string(VIEWS) + "letter.json"));
  EXPECT_EQ(text, file("letter.txt"));
  EXPECT_NE(text.find("asks the kernel for descriptor 6"), std::string::npos);
  EXPECT_NE(text.find("descriptor 6 is ready"), std::string::npos);
  EXPECT_NE(text.find("'readable is there' runs; 'start reader' waited for descriptor 6"), std::string::npos);
}

TEST(TextView, TellsWhichThreadGoesOn) {
  for (const std::string name : {"two_threads", "workers"})
    EXPECT_EQ(text_view(read_recording(VIEWS + name + ".json")), file(name + ".txt")) << name;
  EXPECT_NE(file("workers.txt").find("\nthread 1 goes on\n"), std::string::npos);
}

TEST(TextView, NeverDrawsTheTick) { EXPECT_EQ(file("breakfast.txt").find("tick"), std::string::npos); }

TEST(TextView, ShowsNothingThatATerminalWouldObey) {
  const std::string json = R"({"traceEvents":[{"ph":"i","args":{"k":"print","text":"\u001b[2J\u009b\u0007"}}],
    "unrollTrace":{"version":1,"sources":[]}})";
  EXPECT_NE(text_view(recording_from(json)).find("prints “\\x1b[2J\\x9b\\x07”"), std::string::npos);
}

TEST(TextView, SaysWhyARecordingEndsEarly) {
  const std::string json = R"({"traceEvents":[{"ph":"i","args":{"k":"terminate","text":"no milk"}}],
    "unrollTrace":{"version":1,"sources":[]}})";
  EXPECT_NE(text_view(recording_from(json)).find("The program ended with an error: no milk"),
            std::string::npos);
}

/// The view of these events, all of main.
std::string view_of(const std::string& events, std::size_t columns = as_wide_as_it_is) {
  return text_view(recording_from(R"({"traceEvents":[)" + events + R"(],
    "unrollTrace":{"version":1,"sources":[{"file":"my.cpp","text":""}]}})"),
                   columns);
}

void says(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST(TextView, DoesNotClaimThatATaskWaitedThatNeverBegan) {
  const std::string text =
      view_of(R"({"ph":"i","name":"tea","args":{"k":"start","id":2,"about":1,"at":[0,7]}},
    {"ph":"i","args":{"k":"end","id":1,"value":1}}, {"ph":"i","args":{"k":"end","id":3,"value":1}},
    {"ph":"b","name":"brew","args":{"k":"begin","id":4}}, {"ph":"i","args":{"k":"end","id":4,"value":1}})");
  says(text, "the task 'tea' is destroyed before it began       my.cpp:7\n");
  says(text, "a task is destroyed before it began\n");
  says(text, "brew() is destroyed while it waits\n");
}

TEST(TextView, SaysWhetherATaskEndsWithAnError) {
  const std::string begun = R"({"ph":"b","name":"brew","args":{"k":"begin","id":1}},)";
  says(view_of(begun + R"({"ph":"i","args":{"k":"end","id":1,"value":2}})"), "brew() ends with an error\n");
  says(view_of(begun + R"({"ph":"i","args":{"k":"end","id":1}})"), "brew() ends\n");
}

TEST(TextView, SaysWhoArmedATimerThatHasNoName) {
  const std::string text =
      view_of(R"({"ph":"i","ts":0,"name":"my.cpp:3","args":{"k":"arm","id":1,"value":5000,"at":[0,3]}},
    {"ph":"i","ts":5000,"args":{"k":"post","id":1}}, {"ph":"B","ts":5000,"args":{"k":"run","id":1}},
    {"ph":"i","ts":5000,"args":{"k":"post","id":2}}, {"ph":"E","ts":5000},
    {"ph":"B","ts":5000,"args":{"k":"run","id":2}}, {"ph":"E","ts":5000})");
  says(text, "the timer's job runs; main() armed it 5 ms before");
  says(text, "the job runs; the job at my.cpp:3 posted it");
}

TEST(TextView, SaysNoNegativeTimeOfATimerThatIsDueWhenItIsArmed) {
  says(view_of(R"({"ph":"i","ts":1500,"args":{"k":"arm","id":1,"value":1000}},
    {"ph":"i","ts":1500,"args":{"k":"post","id":1}}, {"ph":"B","ts":1500,"args":{"k":"run","id":1}},
    {"ph":"E","ts":1500})"),
       "main() armed it 0 ms before");
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream words(text);
  return {std::istream_iterator<std::string>(words), {}};
}

TEST(TextView, SaysOnWhichThreadAndWhoSentIt) {
  const std::string text = view_of(R"({"ph":"i","name":"work","tid":1,"args":{"k":"send","id":1,"at":[0,3]}},
    {"ph":"B","name":"work","tid":2,"args":{"k":"run","id":1,"at":[0,3]}},
    {"ph":"i","name":"answer","tid":2,"args":{"k":"send","id":2,"cause":1,"at":[0,4]}},
    {"ph":"i","name":"here","tid":1,"args":{"k":"print","text":"here"}},
    {"ph":"i","name":"there","tid":2,"args":{"k":"print","cause":1,"text":"there"}},
    {"ph":"E","tid":2},
    {"ph":"i","name":"answer","tid":1,"args":{"k":"post","id":2}},
    {"ph":"B","name":"answer","tid":1,"args":{"k":"run","id":2,"at":[0,4]}},{"ph":"E","tid":1})");
  says(text, "sends 'work' to another thread");
  says(text, "turn 1, on thread 2");
  says(text, "'work' runs; main() sent it");
  says(text, "main() goes on\n");
  says(text, "thread 2 goes on\n");
  says(text, "turn 2, on thread 1");
  says(text, "'answer' runs; 'work' sent it");
}

TEST(TextView, SaysWhichThreadSentAJobOfNobodys) {
  says(view_of(R"({"ph":"i","name":"hello","tid":1,"args":{"k":"print","text":"hello"}},
    {"ph":"i","name":"mail","tid":3,"args":{"k":"send","id":1,"at":[0,3]}},
    {"ph":"B","name":"mail","tid":1,"args":{"k":"run","id":1}},{"ph":"E","tid":1})"),
       "'mail' runs; thread 3 sent it");
}

TEST(TextView, FitsInATerminalAndKeepsItsWords) {
  const Recording breakfast = read_recording(std::string(VIEWS) + "breakfast.json");
  for (const std::size_t columns : {76u, 40u}) {
    const std::string text = text_view(breakfast, columns);
    EXPECT_EQ(words_of(text), words_of(file("breakfast.txt")));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(width(line), columns) << line;
  }
}

}  // namespace
}  // namespace unroll::view
