#include "15_unroll/side_by_side.hpp"

#include <gtest/gtest.h>

namespace unroll::course {
namespace {

std::string row(const std::string& line, const std::string& marks) { return fitted(line, 65) + marks + '\n'; }

TEST(SideBySide, MarksWhichRungWroteWhichLine) {
  const std::vector<Written> written{
      {"01_queue", {"a", "b"}}, {"02_callbacks", {"a", "x"}}, {"03_futures", {"a", "b"}}};
  EXPECT_EQ(side_by_side("hello", "", written, {}),
            row("hello", " 01 02 03") + row("a", " ●  ●  ● ") + row("b", " ●  ○  ● ") +
                "All 2 lines of the program are the same on 01 03.\n");
}

TEST(SideBySide, MarksWhatIsMissingAtTheEnd) {
  const std::string text = side_by_side("hello", "", {{"01_queue", {"a", "b"}}, {"02_callbacks", {}}}, {});
  EXPECT_NE(text.find(row("b", " ●  ○ ")), std::string::npos) << text;
}

TEST(SideBySide, ComparesWhatItDoesNotShow) {
  const Lines first{"once", "[ 0 s] end", "twice", "[ 1 s] end"};
  const Lines other{"once", "[ 9 s] end", "twice", "[ 1 s] end"};
  const std::string text =
      side_by_side("save", "twice", {{"02_callbacks", first}, {"03_futures", other}}, {});
  EXPECT_EQ(text, row("save, twice", " 02 03") + row("[ 1 s] end", " ●  ● ") +
                      "All 4 lines of the program are the same on 02.\n");
}

}  // namespace
}  // namespace unroll::course
