#include <gtest/gtest.h>

#include <string>

#include "program.hpp"

namespace unroll::equivalence {
namespace {

std::string why(std::string_view json) {
  try {
    parse(json);
  } catch (const Malformed& malformed) {
    return malformed.what();
  }
  return "nothing";
}

TEST(Language, IsWrittenAsItWasRead) {
  for (const std::string json :
       {R"(["emit", "x"])", R"(["sleep", 0])", R"(["fail", ""])", R"(["seq"])",
        R"(["all", ["seq"], ["seq"]])", R"(["catch", ["fail", "e"], ["emit", "h"]])",
        R"(["finally", ["sleep", 7], ["seq", ["emit", "c"]]])", R"(["group", ["sleep", 1]])",
        R"(["race", ["seq", ["sleep", 3]], ["sleep", 5]])",
        R"(["timeout", 9, ["seq", ["seq"], ["emit", "\"\\\n\u0001ä"]]])"})
    EXPECT_EQ(to_json(parse(json)), json);
}

TEST(Language, CountsOnlyProgramsInAPath) {
  const Program program =
      parse(R"(["seq", ["emit", "a"], ["timeout", 5, ["catch", ["seq"], ["emit", "h"]]]])");
  EXPECT_EQ(path(program, 0), "");
  EXPECT_EQ(path(program, 1), "0");
  EXPECT_EQ(path(program, 2), "1");
  EXPECT_EQ(path(program, 3), "1.1");
  EXPECT_EQ(path(program, 5), "1.1.1");
}

TEST(Language, KnowsTheLevelOfAProgram) {
  EXPECT_EQ(level(parse(R"(["all", ["sleep", 5]])")), 1);
  EXPECT_EQ(level(parse(R"(["seq", ["finally", ["seq"], ["seq"]]])")), 2);
  EXPECT_EQ(level(parse(R"(["seq", ["race", ["seq"]], ["fail", "e"]])")), 3);
  EXPECT_TRUE(speaks_01(parse(R"(["all", ["sleep", 0], ["seq", ["emit", "x"]]])")));
  EXPECT_FALSE(speaks_01(parse(R"(["all", ["sleep", 1]])")));
  EXPECT_FALSE(speaks_01(parse(R"(["fail", "e"])")));
}

TEST(Malformed, SaysWhereAndWhy) {
  EXPECT_EQ(
      why(R"(["seq", ["emit", "x"], ["catch", ["foo"], ["seq"]]])"),
      "at 1.0: there is no form \"foo\"; there are emit, sleep, fail, seq, all, catch, finally, group, race, "
      "timeout");
  EXPECT_EQ(why(R"(["timeout", 5, ["catch", ["seq"]]])"),
            "at 1: a program is missing; the form is [\"catch\", P, H]");
  EXPECT_EQ(why(R"(["seq", ["race"]])"), "at 0: a program is missing; the form is [\"race\", P, P...]");
  EXPECT_EQ(why(R"(["sleep"])"), "at the root: n is missing; the form is [\"sleep\", n]");
  EXPECT_EQ(why(R"(["emit", "a", "b"])"),
            "at the root: a string has no place here; the form is [\"emit\", \"label\"]");
}

TEST(Malformed, IsAnNThatIsNotAnIntegerFrom0) {
  const std::string shape = "; the form is [\"sleep\", n]";
  EXPECT_EQ(why(R"(["sleep", -1])"), "at the root: n is below 0" + shape);
  EXPECT_EQ(why(R"(["sleep", 1.5])"),
            "at the root: n is 1.5, not an integer from 0 to 1000000000000" + shape);
  EXPECT_EQ(why(R"(["sleep", 1e3])"),
            "at the root: n is 1e3, not an integer from 0 to 1000000000000" + shape);
  EXPECT_EQ(why(R"(["sleep", "5"])"), "at the root: n is a string, not an integer" + shape);
  EXPECT_EQ(why(R"(["sleep", true])"), "at the root: n is true, not an integer" + shape);
  EXPECT_EQ(why(R"(["sleep", null])"), "at the root: n is null, not an integer" + shape);
  EXPECT_EQ(why(R"(["sleep", [5]])"), "at the root: n is an array, not an integer" + shape);
  EXPECT_EQ(why(R"(["sleep", 1000000000000])"), "nothing");
}

TEST(Malformed, IsAWaitThatNoClockCouldCount) {
  EXPECT_NE(why(R"(["sleep", 1000000000001])").find("n is above"), std::string::npos);
  EXPECT_NE(why(R"(["sleep", 18446744073709551615])").find("n is above"), std::string::npos);
  EXPECT_NE(why(R"(["sleep", 99999999999999999999999])").find("not an integer"), std::string::npos);
  EXPECT_EQ(why(R"(["seq", ["sleep", 600000000000], ["sleep", 600000000000]])"),
            "at 1: the sleeps add up to more than 1000000000000 ms");
}

TEST(Malformed, IsACleanUpThatIsNotEmitsInASeq) {
  for (const std::string json :
       {R"(["finally", ["seq"], ["emit", "c"]])", R"(["finally", ["seq"], ["all"]])"})
    EXPECT_EQ(why(json).substr(0, 46), "at 1: a clean-up is emits in a seq only, not a") << json;
  for (const std::string json :
       {R"(["finally", ["seq"], ["seq", ["sleep", 0]]])", R"(["finally", ["seq"], ["seq", ["seq"]]])"})
    EXPECT_EQ(why(json).substr(0, 48), "at 1.0: a clean-up is emits in a seq only, not a") << json;
}

TEST(Malformed, IsWhateverIsNotAProgram) {
  EXPECT_EQ(why("5"), "at the root: a program is an array as [\"emit\", \"x\"], not a number");
  EXPECT_EQ(why("{}"), "at the root: a program is an array as [\"emit\", \"x\"], not an object");
  EXPECT_EQ(why("[]"), "at the root: a form begins with its name");
  EXPECT_EQ(why("[[]]"), "at the root: a form begins with its name, not with an array");
  EXPECT_EQ(why("[5]"), "at the root: a form begins with its name, not with a number");
  EXPECT_EQ(why(R"(["seq", "x"])"), "at the root: a string has no place here; the form is [\"seq\", P...]");
  EXPECT_EQ(why(R"(["emit", {"x": 1}])"),
            "at the root: the label is an object, not a string; the form is [\"emit\", \"label\"]");
  EXPECT_EQ(why(R"(["timeout", ["seq"], 5])"),
            "at the root: n is an array, not an integer; the form is [\"timeout\", n, P]");
  EXPECT_EQ(why(R"(["timeout", 5])"), "at the root: a program is missing; the form is [\"timeout\", n, P]");
  EXPECT_EQ(why(R"(["timeout", 5, ["seq"], ["seq"]])"),
            "at the root: one thing too many; the form is [\"timeout\", n, P]");
}

TEST(Malformed, IsWhateverIsNotJson) {
  for (const std::string json : {"", "seq", "[\"seq\"", "[\"seq\",]", "[\"emit\", \"\xFF\"]",
                                 "[\"emit\", \"\\ud800\"]", "[\"sleep\", NaN]", "[\"sleep\", 05]", "['seq']"})
    EXPECT_NE(why(json).find("not JSON"), std::string::npos) << json;
  EXPECT_EQ(why(R"(["seq", ["all", oops]])").substr(0, 15), "column 17, at 0");
}

TEST(Malformed, IsWhateverFollowsTheProgram) {
  for (const std::string json : {R"(["seq"] ["seq"])", R"(["seq"]])", R"(["seq"],)", R"(["seq"] x)"})
    EXPECT_NE(why(json).find("something follows the program"), std::string::npos) << json;
}

}  // namespace
}  // namespace unroll::equivalence
