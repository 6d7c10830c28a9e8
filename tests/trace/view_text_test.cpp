#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "00_trace/view/text_view.hpp"

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

}  // namespace
}  // namespace unroll::view
