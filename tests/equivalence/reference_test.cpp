#include "reference.hpp"

#include <gtest/gtest.h>

#include "told.hpp"

namespace unroll::equivalence {
namespace {

Fixed fixed(std::string_view json) { return evaluate(parse(json)).fixed; }

TEST(Reference, WritesALabelAtOnce) { EXPECT_EQ(told(R"(["emit", "x"])"), "0 - x, 0 ok"); }

TEST(Reference, WaitsInVirtualTime) {
  EXPECT_EQ(told(R"(["seq", ["sleep", 5], ["emit", "x"], ["sleep", 0], ["emit", "y"]])"),
            "5 1 x, 5 3 y, 5 ok");
}

TEST(Reference, EndsASeqAtTheFirstFailure) {
  EXPECT_EQ(told(R"(["seq", ["emit", "x"], ["sleep", 3], ["fail", "e"], ["emit", "y"]])"), "0 0 x, 3 e");
}

TEST(Reference, WaitsForEveryOneOfAnAll) {
  EXPECT_EQ(
      told(R"(["seq", ["all", ["seq", ["sleep", 5], ["emit", "a"]], ["seq", ["sleep", 3], ["emit", "b"]]],
                     ["emit", "c"]])"),
      "3 0.1.1 b, 5 0.0.1 a, 5 1 c, 5 ok");
}

TEST(Reference, FailsAnAllWithItsFirstErrorWhenAllAreThrough) {
  EXPECT_EQ(told(R"(["all", ["seq", ["sleep", 5], ["fail", "late"]], ["seq", ["sleep", 3], ["fail", "soon"]],
                     ["seq", ["sleep", 9], ["emit", "x"]]])"),
            "9 2.1 x, 9 soon");
  EXPECT_EQ(told(R"(["all", ["seq", ["sleep", 5], ["fail", "a"]], ["seq", ["sleep", 5], ["fail", "b"]]])"),
            "5 a");
}

TEST(Reference, TellsWhatACatchTookThenRunsTheHandler) {
  EXPECT_EQ(told(R"(["catch", ["seq", ["sleep", 2], ["fail", "e"]], ["seq", ["sleep", 1], ["emit", "h"]]])"),
            "2 - caught:e, 3 1.1 h, 3 ok");
  EXPECT_EQ(told(R"(["catch", ["emit", "x"], ["emit", "h"]])"), "0 0 x, 0 ok");
  EXPECT_EQ(told(R"(["catch", ["fail", "e"], ["fail", "f"]])"), "0 - caught:e, 0 f");
}

TEST(Reference, CleansUpAfterSuccessAndAfterFailure) {
  EXPECT_EQ(
      told(R"(["seq", ["finally", ["sleep", 2], ["seq", ["emit", "c"], ["emit", "d"]]], ["emit", "x"]])"),
      "2 0.1.0 c, 2 0.1.1 d, 2 1 x, 2 ok");
  EXPECT_EQ(told(R"(["catch", ["finally", ["fail", "e"], ["seq", ["emit", "c"]]], ["seq"]])"),
            "0 0.1.0 c, 0 - caught:e, 0 ok");
}

TEST(Reference, CancelsAGroupAtItsFirstFailure) {
  EXPECT_EQ(told(R"(["catch", ["group", ["seq", ["sleep", 5], ["emit", "never"]],
                                        ["seq", ["sleep", 1], ["emit", "x"], ["sleep", 2], ["fail", "e"]]],
                     ["emit", "h"]])"),
            "1 0.1.1 x, 3 - caught:e, 3 1 h, 3 ok");
  EXPECT_EQ(told(R"(["group", ["sleep", 5], ["seq", ["sleep", 7], ["emit", "x"]]])"), "7 1.1 x, 7 ok");
}

TEST(Reference, LetsTheFirstEndDecideARace) {
  EXPECT_EQ(told(R"(["race", ["seq", ["sleep", 5], ["emit", "a"]], ["seq", ["sleep", 3], ["emit", "b"]]])"),
            "3 1.1 b, 3 ok");
  EXPECT_EQ(told(R"(["race", ["seq", ["sleep", 5], ["emit", "a"]], ["seq", ["sleep", 3], ["fail", "e"]]])"),
            "3 e");
}

TEST(Reference, FailsWithTimeoutWhenTheTimeIsOver) {
  EXPECT_EQ(told(R"(["timeout", 5, ["seq", ["sleep", 3], ["emit", "x"], ["sleep", 3], ["emit", "never"]]])"),
            "3 1.1 x, 5 timeout");
  EXPECT_EQ(told(R"(["seq", ["timeout", 5, ["seq", ["sleep", 3], ["emit", "x"]]], ["emit", "y"]])"),
            "3 0.1.1 x, 3 1 y, 3 ok");
  EXPECT_EQ(told(R"(["timeout", 5, ["fail", "e"]])"), "0 e");
  EXPECT_EQ(told(R"(["catch", ["timeout", 5, ["sleep", 6]], ["emit", "h"]])"),
            "5 - caught:timeout, 5 1 h, 5 ok");
}

TEST(Reference, LetsTheInnerOfTwoTimeoutsFailTheOuterNot) {
  EXPECT_EQ(
      told(
          R"(["timeout", 9, ["catch", ["timeout", 5, ["sleep", 20]], ["seq", ["sleep", 3], ["emit", "h"]]]])"),
      "5 1 caught:timeout, 8 1.1.1 h, 8 ok");
  EXPECT_EQ(told(R"(["timeout", 5, ["catch", ["timeout", 9, ["sleep", 20]], ["emit", "never"]]])"),
            "5 timeout");
}

TEST(Reference, CleansUpACancelledBranchInnermostFirst) {
  EXPECT_EQ(told(R"(["timeout", 5, ["finally", ["seq", ["finally", ["sleep", 9], ["seq", ["emit", "in"]]],
                                                       ["emit", "never"]], ["seq", ["emit", "out"]]]])"),
            "5 1.0.0.1.0 in, 5 1.1.0 out, 5 timeout");
}

TEST(Reference, CleansUpTheLosersByIndexAfterTheWinnersLastWords) {
  EXPECT_EQ(told(R"(["seq", ["race", ["finally", ["sleep", 9], ["seq", ["emit", "a"]]],
                                     ["finally", ["seq", ["sleep", 5], ["emit", "w"]], ["seq", ["emit", "b"]]],
                                     ["finally", ["sleep", 7], ["seq", ["emit", "c"]]]], ["emit", "x"]])"),
            "5 0.1.0.1 w, 5 0.1.1.0 b, 5 0.0.1.0 a, 5 0.2.1.0 c, 5 1 x, 5 ok");
}

TEST(Reference, CleansUpANestedLoserWhollyBeforeTheNextOne) {
  EXPECT_EQ(told(R"(["group", ["finally", ["all", ["finally", ["sleep", 9], ["seq", ["emit", "a"]]],
                                                  ["finally", ["sleep", 8], ["seq", ["emit", "b"]]]],
                                          ["seq", ["emit", "c"]]],
                              ["finally", ["sleep", 7], ["seq", ["emit", "d"]]],
                              ["seq", ["sleep", 2], ["fail", "e"]]])"),
            "2 0.0.0.1.0 a, 2 0.0.1.1.0 b, 2 0.1.0 c, 2 1.1.0 d, 2 e");
}

TEST(Reference, CleansUpARaceThatNobodyWonByIndex) {
  EXPECT_EQ(told(R"(["group", ["race", ["finally", ["sleep", 3], ["seq", ["emit", "a"]]],
                                       ["finally", ["sleep", 2], ["seq", ["emit", "b"]]]],
                              ["seq", ["sleep", 1], ["fail", "e"]]])"),
            "1 0.0.1.0 a, 1 0.1.1.0 b, 1 e");
}

TEST(Reference, CleansUpOnlyWhatWasBegun) {
  EXPECT_EQ(
      told(R"(["timeout", 5, ["seq", ["sleep", 9], ["finally", ["seq"], ["seq", ["emit", "never"]]]]])"),
      "5 timeout");
  EXPECT_EQ(
      told(R"(["timeout", 5, ["seq", ["finally", ["sleep", 2], ["seq", ["emit", "once"]]], ["sleep", 9]]])"),
      "2 1.0.1.0 once, 5 timeout");
}

TEST(Reference, LetsNoCatchTakeACancellation) {
  EXPECT_EQ(told(R"(["timeout", 5, ["catch", ["sleep", 9], ["emit", "never"]]])"), "5 timeout");
}

TEST(Reference, EndsAnEmptyFormAtOnce) {
  for (const std::string form : {"seq", "all", "group"})
    EXPECT_EQ(told("[\"seq\", [\"" + form + "\"], [\"emit\", \"x\"]]"), "0 1 x, 0 ok") << form;
}

TEST(Reference, LetsBranchesThatGiveWayGoRoundByRound) {
  EXPECT_EQ(told(R"(["seq", ["all", ["seq", ["emit", "a"], ["sleep", 0], ["emit", "b"]],
                                    ["seq", ["sleep", 0], ["emit", "c"], ["sleep", 0], ["emit", "d"]],
                                    ["emit", "e"]], ["emit", "f"]])"),
            "0 0.0.0 a, 0 0.2 e, 0 0.0.2 b, 0 0.1.1 c, 0 0.1.3 d, 0 1 f, 0 ok");
}

TEST(Fixed, IsTheOrderWhenNoTwoWaitsEndTogether) {
  EXPECT_EQ(fixed(R"(["all", ["sleep", 5], ["sleep", 7]])"), Fixed::order);
  EXPECT_EQ(fixed(R"(["race", ["sleep", 5], ["timeout", 4, ["sleep", 6]]])"), Fixed::order);
  EXPECT_EQ(fixed(R"(["all", ["sleep", 5], ["sleep", 5]])"), Fixed::lines);
  EXPECT_EQ(fixed(R"(["all", ["seq", ["sleep", 2], ["sleep", 3]], ["sleep", 5]])"), Fixed::lines);
  EXPECT_EQ(fixed(R"(["all", ["catch", ["timeout", 5, ["sleep", 6]], ["seq"]], ["sleep", 5]])"),
            Fixed::lines);
}

TEST(Fixed, IsTheOrderOfWhatForksNowhereOrOnlyGivesWay) {
  EXPECT_EQ(fixed(R"(["seq", ["sleep", 0], ["sleep", 0], ["emit", "x"]])"), Fixed::order);
  EXPECT_EQ(fixed(R"(["all", ["seq", ["sleep", 0], ["emit", "x"]], ["seq", ["sleep", 0], ["emit", "x"]]])"),
            Fixed::order);
  EXPECT_EQ(fixed(R"(["all", ["all", ["seq", ["sleep", 0], ["emit", "x"]]], ["sleep", 0]])"), Fixed::lines);
  EXPECT_EQ(fixed(R"(["group", ["emit", "x"], ["emit", "y"]])"), Fixed::lines);
}

TEST(Fixed, IsNothingWhenATieDecides) {
  for (const std::string json :
       {R"(["race", ["sleep", 5], ["sleep", 5]])", R"(["race", ["emit", "x"], ["sleep", 5]])",
        R"(["group", ["sleep", 5], ["seq", ["sleep", 5], ["fail", "e"]]])",
        R"(["group", ["sleep", 9], ["fail", "e"]])", R"(["timeout", 5, ["sleep", 5]])",
        R"(["timeout", 0, ["sleep", 9]])", R"(["timeout", 5, ["timeout", 5, ["sleep", 9]]])",
        R"(["all", ["fail", "e"], ["fail", "f"]])",
        R"(["race", ["sleep", 5], ["seq", ["sleep", 5], ["sleep", 9]]])"})
    EXPECT_EQ(fixed(json), Fixed::nothing) << json;
}

}  // namespace
}  // namespace unroll::equivalence
