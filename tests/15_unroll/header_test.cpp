#include "15_unroll/header.hpp"

#include <gtest/gtest.h>

namespace unroll::course {
namespace {

const Lines header{"/// Something small.",
                   "struct Helper;",
                   "",
                   "/// A value that is not there yet. More of it follows.",
                   "///",
                   "template <class T>",
                   "class [[nodiscard]] Future {",
                   "  /// Inside.",
                   "  void inside();",
                   "};",
                   "/// Ready `delay` from now,",
                   "/// counted from this call: That is all.",
                   "inline Future<void> sleep_for(Timers& timers) {",
                   "using Helpers = int;",
                   "using namespace std;",
                   "void Future::member() {",
                   "inline Future<void> sleep_for(int);"};

TEST(FirstSentence, IsOfTheTypeForWhichTheHeaderIsNamed) {
  EXPECT_EQ(first_sentence("future", header), "A value that is not there yet.");
}

TEST(FirstSentence, IsOfTheFunctionForWhichTheHeaderIsNamed) {
  EXPECT_EQ(first_sentence("sleep_for", header), "Ready `delay` from now, counted from this call:");
}

TEST(FirstSentence, IsTheFirstIfNothingIsCalledLikeTheHeader) {
  EXPECT_EQ(first_sentence("other", header), "Something small.");
  EXPECT_EQ(first_sentence("other", {"int x;"}), "");
}

TEST(NamesIn, AreTypesAndFunctionsAtTheLeftMarginEachOnce) {
  EXPECT_EQ(names_in(header), (std::vector<std::string>{"Helper", "Future", "sleep_for", "Helpers"}));
}

}  // namespace
}  // namespace unroll::course
