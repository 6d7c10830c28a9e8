#include "15_unroll/course/failure_words.hpp"

#include <gtest/gtest.h>

namespace unroll::course {
namespace {

TEST(FailureWords, HaveNothingOfTheTestLibraryAroundThem) {
  EXPECT_EQ(plain_failure("C++ exception with description \"no \"x\" here\" thrown in the test body."),
            "an error left the test: no \"x\" here");
  EXPECT_EQ(
      plain_failure("Value of: same(a, b)\n  Actual: false ([wrong order]\na (b)\n)\nExpected: true\nwhy"),
      "[wrong order]\na (b)\n\nwhy");
  EXPECT_EQ(plain_failure("Value of: a.empty()\n  Actual: true\nExpected: false\nthe queue is not empty"),
            "this does not hold: the queue is not empty");
}

TEST(FailureWords, SayWhatTheLargestNumberMeans) {
  EXPECT_EQ(plain_failure("Which is: 18446744073709551615\n  3\n"),
            "Which is: 18446744073709551615 (npos: nothing was found; or one below 0)\n  3\n");
}

TEST(FailureWords, StayWhereNobodyHasExplainedThem) {
  for (const std::string said :
       {"Value of: a\n  Actual: true\nExpected: false", "Value of: a\n  Actual: true\nExpected: false\n",
        "Value of: a\n  Actual: false ([cut off", "Value of: a",
        "Expected equality of these values:\n  1\n  2"})
    EXPECT_EQ(plain_failure(said), said);
}

TEST(FailureWords, MayBeLongerThanAnybodyReads) {
  const std::string much(1'000'000, 'x');
  EXPECT_EQ(plain_failure("C++ exception with description \"" + much + "\" thrown in the test body."),
            "an error left the test: " + much);
}

std::string thrown(const std::string& what, const std::string& where = "the test body") {
  return "C++ exception with description \"" + what + "\" thrown in " + where + ".";
}
std::optional<Verdict::Kind> kind(const std::string& said) { return kind_in(plain_failure(said)); }

TEST(FailureWords, SayAVerdictWhereTheSupportOfTheTestsWritesThem) {
  using Kind = Verdict::Kind;
  EXPECT_EQ(kind("Value of: in_order(a, b)\n  Actual: false ([wrong order]\na\n)\nExpected: true"),
            Kind::wrong_order);
  EXPECT_EQ(kind("Value of: a\n  Actual: false ([wrong value]\na\n)\nExpected: true"), Kind::wrong_value);
  EXPECT_EQ(kind("Failed\n[blocked loop]\n  the thread slept"), Kind::blocked_loop);
  EXPECT_EQ(kind("[not written yet] there are blanks"), Kind::not_written);
  EXPECT_EQ(kind(thrown("[not written yet] this")), Kind::not_written);
  EXPECT_EQ(kind(thrown("[not written yet] this", "SetUp()")), Kind::not_written);
  EXPECT_EQ(kind("Expected: a() throws nothing.\n  Actual: it throws unroll::NotWritten with description "
                 "\"[not written yet] a\"."),
            Kind::not_written);
  EXPECT_EQ(kind(thrown("[lost wake-up] nothing will happen any more, and these still wait:")),
            Kind::lost_wake_up);
}

TEST(FailureWords, SayNoneWhereAStudentWritesThem) {
  for (const char* const word : {"passed", "leak", "wrong order", "blocked loop", "lost wake-up"}) {
    const std::string tag = "[" + std::string(word) + "]";
    EXPECT_EQ(kind(thrown(tag)), std::nullopt) << tag;
    EXPECT_EQ(kind("Expected equality of these values:\n  a\n    Which is: \"" + tag + "\""), std::nullopt)
        << tag;
    EXPECT_EQ(kind("Value of: a\n  Actual: true\nExpected: false\n" + tag), std::nullopt) << tag;
  }
  for (const char* const said :
       {"[passed] a", "[leak] a", "Failed\n[passed]", "Failed\n[wrong order]", "[", ""})
    EXPECT_EQ(kind(said), std::nullopt) << said;
}

TEST(FailureWords, OfACallThatGoesNowhereLeaveRoomForWhatASanitizerSays) {
  Evidence seen;
  seen.records = R"({"event":"start","test":"A.B"})"
                 "\n"
                 R"({"event":"crash","signal":11,"called nowhere":1,"calls":[]})"
                 "\n";
  seen.tests = {"A.B"};
  const Verdict verdict = judge(seen);
  EXPECT_EQ(verdict.kind, Verdict::Kind::crash);
  EXPECT_NE(verdict.text.find("what was called is no function"), std::string::npos) << verdict.text;
  EXPECT_TRUE(knows_only_the_signal(verdict)) << "it may be gone, and only a sanitizer sees that";
}

}  // namespace
}  // namespace unroll::course
