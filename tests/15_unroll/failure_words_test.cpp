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
