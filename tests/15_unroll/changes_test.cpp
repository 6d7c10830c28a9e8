#include "15_unroll/changes.hpp"

#include <gtest/gtest.h>

#include "15_unroll/program_diff.hpp"

namespace unroll::course {
namespace {

std::string told(const std::vector<Change>& changes) {
  std::string text;
  for (const Change& change : changes)
    text += std::string(1, static_cast<char>(change.kind)) + change.line + ' ';
  return text;
}

TEST(Changes, KeepsAsManyLinesAsItCan) {
  EXPECT_EQ(told(changes({"a", "b", "c", "d"}, {"a", "c", "x", "d"})), " a -b  c +x  d ");
}

TEST(Changes, TellsWhatGoesBeforeWhatComes) {
  EXPECT_EQ(told(changes({"a", "b"}, {"x", "y"})), "-a -b +x +y ");
}

TEST(Changes, AreNoneBetweenEquals) {
  EXPECT_EQ(told(changes({"a", "b"}, {"a", "b"})), " a  b ");
  EXPECT_TRUE(changes({}, {}).empty());
}

TEST(Changes, OfAndToNothingAreAllLines) {
  EXPECT_EQ(told(changes({}, {"a"})), "+a ");
  EXPECT_EQ(told(changes({"a"}, {})), "-a ");
}

TEST(OneBelowTheOther, LeavesOutWhatIsFarFromAChange) {
  const Lines before{"1", "2", "3", "4", "5", "6", "old"};
  const Lines after{"1", "2", "3", "4", "5", "6", "new"};
  EXPECT_EQ(one_below_the_other(changes(before, after), {}), "  …\n 4\n 5\n 6\n-old\n+new\n");
}

TEST(InTwoColumns, MarksWhatIsNotAlike) {
  EXPECT_EQ(in_two_columns(changes({"a", "b", "c"}, {"a", "x", "c", "d"}), 11, {}),
            "a      a\n"
            "b    | x\n"
            "c      c\n"
            "     > d\n");
  EXPECT_EQ(in_two_columns(changes({"b"}, {}), 11, {}), "b    < \n");
}

TEST(InTwoColumns, BreaksLongLinesWithinTheirColumn) {
  EXPECT_EQ(in_two_columns(changes({"a long"}, {"b", "c"}), 11, {}),
            "a    | b\n"
            "long   \n"
            "     > c\n");
}

}  // namespace
}  // namespace unroll::course
