#include "15_unroll/run_steps.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "15_unroll/terminal.hpp"

namespace unroll::course {
namespace {

view::Recording recording(const std::string& name) { return view::read_recording(VIEWS + name); }

TEST(FirstSteps, BeginWithMainAndLeaveOutEmptyLines) {
  EXPECT_EQ(first_steps(recording("hello.json"), 200),
            "main()\n"
            "   1    posts 'say <\"hello\"> & \\ go'                            hello.cpp:7\n"
            "turn 1\n"
            "   2  'say <\"hello\"> & \\ go' runs; main() posted it             hello.cpp:7\n"
            "   3    prints “Hello”\n");
}

TEST(FirstSteps, FitInTheTerminalWithAllTheirWords) {
  const std::string wide = first_steps(recording("breakfast.json"), 1000);
  const std::string narrow = first_steps(recording("breakfast.json"), 60);
  std::istringstream lines(narrow);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(width_of(line), 60u) << line;
  std::istringstream words_of_wide(wide), words_of_narrow(narrow);
  for (std::string wide_word, word; words_of_wide >> wide_word;) {
    words_of_narrow >> word;
    ASSERT_EQ(word, wide_word);
  }
}

TEST(CountSteps, CountsThoseOfOneKind) {
  EXPECT_EQ(count_steps(recording("hello.json"), view::Verb::post), 1u);
  EXPECT_EQ(count_steps(recording("hello.json"), view::Verb::arm), 0u);
}

}  // namespace
}  // namespace unroll::course
