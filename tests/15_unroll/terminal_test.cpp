#include "15_unroll/terminal.hpp"

#include <gtest/gtest.h>

namespace unroll::course {
namespace {

using Texts = std::vector<std::string>;

TEST(Fitted, TakesExactlySoManyColumns) {
  EXPECT_EQ(fitted("“ab”", 6), "“ab”  ");
  EXPECT_EQ(fitted("“ab”", 3), "“ab");
  EXPECT_EQ(fitted("“ab”", 4), "“ab”");
}

TEST(Wrapped, BreaksAtSpacesAndKeepsAllOthers) {
  EXPECT_EQ(wrapped("  [  5 s] one two", 12), (Texts{"  [  5 s]", "one two"}));
  EXPECT_EQ(wrapped("one", 3), Texts{"one"});
}

TEST(Wrapped, FillsALineToItsLastColumn) {
  EXPECT_EQ(wrapped("one two three", 7), (Texts{"one two", "three"}));
}

TEST(Wrapped, NeverBreaksAWord) {
  EXPECT_EQ(wrapped("incomprehensible is it", 5), (Texts{"incomprehensible", "is it"}));
}

}  // namespace
}  // namespace unroll::course
