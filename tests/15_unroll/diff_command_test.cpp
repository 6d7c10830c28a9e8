// The program behind `./unroll diff`, on this course.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <memory>

namespace {

struct Outcome {
  int status;
  std::string text;
};

Outcome diff(const std::string& arguments) {
  const std::string command = "'" UNROLL_DIFF "' " + arguments + " 2>&1";
  std::FILE* const pipe = popen(command.c_str(), "r");
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    text.append(buffer.data(), count);
  return {WEXITSTATUS(pclose(pipe)), text};
}

Outcome diff_of(const std::string& rungs) { return diff("'" COURSE "' " + rungs); }

bool has(const Outcome& outcome, const std::string& text) {
  return outcome.text.find(text) != std::string::npos;
}

TEST(UnrollDiff, ShowsHeadersNamesAndTheMostTellingProgram) {
  const Outcome outcome = diff_of("02 03");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(has(outcome, "03_futures/future.hpp"));
  EXPECT_TRUE(has(outcome, " Future Promise\n")) << outcome.text;
  EXPECT_TRUE(
      has(outcome, "--- chapters/02_callbacks/save_value.cpp\n+++ chapters/03_futures/save_value.cpp\n"));
  EXPECT_FALSE(has(outcome, "\x1b")) << "no colours outside a terminal";
}

TEST(UnrollDiff, ShowsAProgramOfEachTwoNeighbours) {
  const std::array<const char*, 4> neighbours{"01 02", "02 03", "03 04", "04 05"};
  for (const char* const rungs : neighbours) EXPECT_TRUE(has(diff_of(rungs), "\n--- chapters/")) << rungs;
  EXPECT_TRUE(has(diff_of("01 02"), "+++ chapters/02_callbacks/hello_world.cpp\n"));
}

TEST(UnrollDiff, ShowsAllThatLiesBetween) {
  const Outcome outcome = diff_of("1 4");
  for (const char* const rung : {"02_callbacks adds: ", "03_futures adds: ", "04_coroutines adds: "})
    EXPECT_TRUE(has(outcome, rung)) << rung;
  EXPECT_FALSE(has(outcome, "01_queue adds")) << outcome.text;
}

TEST(UnrollDiff, RefusesWhatItDoesNotKnowAndSaysWhy) {
  EXPECT_EQ(diff_of("03 02").status, 2);
  EXPECT_TRUE(has(diff_of("03 02"), "the lower rung first: ./unroll diff 02 03"));
  EXPECT_EQ(diff_of("02 99").status, 2);
  EXPECT_EQ(diff_of("02").status, 2);
  EXPECT_EQ(diff("/ 01 02").status, 2);
}

}  // namespace
