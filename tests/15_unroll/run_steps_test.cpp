#include "15_unroll/run_steps.hpp"

#include <gtest/gtest.h>

#include <iterator>
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

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream words(text);
  return {std::istream_iterator<std::string>(words), {}};
}

TEST(FirstSteps, FitInTheTerminalWithAllTheirWords) {
  const std::string wide = first_steps(recording("breakfast.json"), 1000);
  for (const std::size_t columns : {60u, 40u}) {
    const std::string narrow = first_steps(recording("breakfast.json"), columns);
    std::istringstream lines(narrow);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(width_of(line), columns) << line;
    EXPECT_EQ(words_of(narrow), words_of(wide));
  }
}

TEST(CountSteps, CountsThoseOfOneKind) {
  EXPECT_EQ(count_steps(recording("hello.json"), view::Verb::post), 1u);
  EXPECT_EQ(count_steps(recording("hello.json"), view::Verb::arm), 0u);
}

}  // namespace
}  // namespace unroll::course
