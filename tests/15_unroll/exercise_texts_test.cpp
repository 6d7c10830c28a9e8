#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "15_unroll/course/exercise.hpp"

namespace unroll::course {
namespace {

const std::string source = R"(#include "one.hpp"

int helper() { return 1; }

TEST(One, IsShort) { EXPECT_EQ(1, helper()); }

TEST_F(Two, HasBraces) {
  if (helper() == 1) {
    EXPECT_TRUE(true);
  }
}

TEST(Two,
     HasALongName) {
  EXPECT_TRUE(false);
}

}  // namespace
)";

/// Without the spaces that nobody sees.
std::string lines_of(const std::string& text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\n')
      while (lines.ends_with(' ')) lines.pop_back();
    lines += c;
  }
  return lines;
}

TEST(ExerciseTexts, NamesItsTests) {
  EXPECT_EQ(tests_in(source), (std::vector<std::string>{"One.IsShort", "Two.HasBraces", "Two.HasALongName"}));
}

TEST(ExerciseTexts, OneTestAloneStandsOnItsOwnLines) {
  EXPECT_EQ(lines_of(with_only("Two.HasBraces", source)), R"(#include "one.hpp"

int helper() { return 1; }



TEST_F(Two, HasBraces) {
  if (helper() == 1) {
    EXPECT_TRUE(true);
  }
}






}  // namespace
)");
}

TEST(ExerciseTexts, AShortOrALongOneStandsAloneToo) {
  EXPECT_EQ(tests_in(with_only("One.IsShort", source)), std::vector<std::string>{"One.IsShort"});
  const std::string last = with_only("Two.HasALongName", source);
  EXPECT_EQ(tests_in(last), std::vector<std::string>{"Two.HasALongName"});
  EXPECT_EQ(std::count(last.begin(), last.end(), '\n'), std::count(source.begin(), source.end(), '\n'));
  EXPECT_NE(last.find("}\n\n}  // namespace"), std::string::npos);
}

}  // namespace
}  // namespace unroll::course
