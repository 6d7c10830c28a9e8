#include "15_unroll/course/verdict.hpp"

#include <gtest/gtest.h>

namespace {

using namespace unroll::course;
using Kind = Verdict::Kind;

std::string start(const std::string& test) { return R"({"event":"start","test":")" + test + "\"}\n"; }
std::string end(const std::string& test, bool passed) {
  return R"({"event":"end","test":")" + test + R"(","passed":)" + (passed ? "1" : "0") + "}\n";
}
std::string failure(const std::string& text) {
  return R"({"event":"failure","file":"a_test.cpp","line":7,"text":")" + text + "\"}\n";
}
const std::string main_returns = "{\"event\":\"over\",\"tests\":1}\n";
const std::string over = main_returns + "{\"event\":\"gone\"}\n";

/// One test, of which these records tell.
Evidence evidence(const std::string& records) {
  Evidence seen;
  seen.records = records;
  seen.tests = {"A.B"};
  seen.own = "exercises/01_queue/mine.hpp";
  return seen;
}

TEST(Verdict, IsPassedWhenEveryTestHasComeToItsEndAndTheProgramToo) {
  EXPECT_EQ(judge(evidence(start("A.B") + end("A.B", true) + over)).kind, Kind::passed);
}

TEST(Verdict, IsNotExecutedWhenATestIsMissing) {
  const Verdict verdict = judge(evidence(over));
  EXPECT_EQ(verdict.kind, Kind::not_executed);
  EXPECT_NE(verdict.text.find("A.B"), std::string::npos) << verdict.text;
}

TEST(Verdict, IsNotExecutedWhenTheProgramEndsBeforeItIsOver) {
  EXPECT_EQ(judge(evidence(start("A.B") + end("A.B", true))).kind, Kind::not_executed);
}

TEST(Verdict, IsNotExecutedWhenTheProgramEndsWithAStatusOfItsOwn) {
  Evidence seen = evidence(start("A.B") + end("A.B", true) + over);
  seen.status = 3;
  EXPECT_EQ(judge(seen).kind, Kind::not_executed);
}

TEST(Verdict, SaysWhatHappenedAfterMainHadReturned) {
  const auto judged = [](const std::string& last_words, int status, int signal) {
    Evidence seen = evidence(start("A.B") + end("A.B", true) + main_returns + last_words);
    seen.status = status;
    seen.signal = signal;
    return judge(seen);
  };
  const std::string crash = R"({"event":"crash","signal":11,"calls":[]})"
                            "\n";
  const std::string exit = R"({"event":"ended","call":"exit","status":0,"calls":[]})"
                           "\n";
  for (const auto& [verdict, kind] : {std::pair(judged("", 0, 0), Kind::not_executed),
                                      {judged("{\"event\":\"gone\"}\n", 3, 0), Kind::not_executed},
                                      {judged(exit + "{\"event\":\"gone\"}\n", 0, 0), Kind::not_executed},
                                      {judged("", 0, 9), Kind::crash},
                                      {judged(crash, 0, 11), Kind::crash}}) {
    EXPECT_EQ(verdict.kind, kind);
    EXPECT_NE(verdict.text.find("after main had returned"), std::string::npos) << verdict.text;
  }
}

TEST(Verdict, SaysTheLimitAfterWhichThereWasNoMemory) {
  const std::string refused = R"({"event":"no memory left","asked":3221225472,"calls":[]})"
                              "\n";
  const auto judged = [&](const std::string& last_word) {
    Evidence seen = evidence(start("A.B") + refused + last_word + "\n");
    seen.memory_megabytes = 100;
    return judge(seen);
  };
  const Verdict null = judged(R"({"event":"crash","signal":11,"null was given":1,"calls":[]})");
  EXPECT_EQ(null.kind, Kind::out_of_memory);
  const Verdict other = judged(R"({"event":"crash","signal":11,"calls":[]})");
  EXPECT_EQ(other.kind, Kind::crash);
  for (const Verdict& verdict : {null, other}) {
    EXPECT_NE(verdict.text.find("asked for 3072 MB"), std::string::npos) << verdict.text;
    EXPECT_NE(verdict.text.find("the memory limit of a test is 100 MB"), std::string::npos) << verdict.text;
  }
}

TEST(Verdict, NamesTheTestAndItsLineOfAWrongValue) {
  const Verdict verdict = judge(evidence(start("A.B") + failure("2 is not 3") + end("A.B", false) + over));
  EXPECT_EQ(verdict.kind, Kind::wrong_value);
  EXPECT_EQ(verdict.test, "A.B");
  EXPECT_EQ(verdict.where, "a_test.cpp:7");
}

TEST(Verdict, IsAWrongOrderOnlyWhenTheTestSaysSo) {
  const auto kind = [](const std::string& text) {
    return judge(evidence(start("A.B") + failure(text) + end("A.B", false) + over)).kind;
  };
  EXPECT_EQ(kind("[wrong order] a b"), Kind::wrong_order);
  EXPECT_EQ(kind("[no such verdict] a b"), Kind::wrong_value);
  EXPECT_EQ(kind("[passed] a"), Kind::wrong_value);
}

TEST(Verdict, IsALostWakeUpWhenTheLoopHadNothingLeftInTheTestThatFailed) {
  const std::string stalled = R"({"event":"report","kind":"stalled","text":"task a waits"})"
                              "\n";
  EXPECT_EQ(judge(evidence(start("A.B") + stalled + failure("x") + end("A.B", false) + over)).kind,
            Kind::lost_wake_up);
  EXPECT_EQ(judge(evidence(start("A.A") + stalled + end("A.A", true) + start("A.B") + failure("x") +
                           end("A.B", false) + over))
                .kind,
            Kind::wrong_value)
      << "another test's";
}

TEST(Verdict, CountsTheTestThatEndedTheProgramAmongThoseThatFailed) {
  const Verdict verdict = judge(evidence(start("A.A") + failure("x") + end("A.A", false) + start("A.B") +
                                         R"({"event":"too many lines","text":"a","calls":[]})"
                                         "\n"));
  EXPECT_EQ(verdict.kind, Kind::endless_loop);
  EXPECT_EQ(verdict.failed, (std::vector<std::string>{"A.A", "A.B"}));
}

TEST(Verdict, NamesThePlaceInTheStudentsFileFirst) {
  Evidence seen = evidence(start("A.B") + R"({"event":"crash","signal":11,"calls":[16,32,48]})"
                                          "\n");
  seen.signal = 11;
  seen.places = {
      {16, "chapters/01_queue/loop.hpp:3"}, {32, "exercises/01_queue/mine.hpp:12"}, {48, "a_test.cpp:1"}};
  const Verdict verdict = judge(seen);
  EXPECT_EQ(verdict.kind, Kind::crash);
  EXPECT_EQ(verdict.where, "exercises/01_queue/mine.hpp:12");
}

TEST(Verdict, ShowsTheFirstErrorOfTheCompilerInTheStudentsFile) {
  Evidence seen = evidence("");
  seen.compiler =
      "chapters/01_queue/job.hpp:1:1: error: echo\n"
      "exercises/01_queue/mine.hpp:5:9: error: expected ';'\n"
      "    5 | int a\n";
  const Verdict verdict = judge(seen);
  EXPECT_EQ(verdict.kind, Kind::compile_error);
  EXPECT_EQ(verdict.where, "exercises/01_queue/mine.hpp:5");
  EXPECT_EQ(verdict.text.find("echo"), std::string::npos) << verdict.text;
}

TEST(Verdict, TakesWhatStandsStillForWhatItIs) {
  Evidence seen = evidence(start("A.B"));
  seen.out_of_time = true;
  seen.standstill = "deadlock";
  EXPECT_EQ(judge(seen).kind, Kind::deadlock);
  seen.standstill = "blocked loop";
  EXPECT_EQ(judge(seen).kind, Kind::blocked_loop);
  seen.standstill = "";
  EXPECT_EQ(judge(seen).kind, Kind::endless_loop);
}

TEST(Verdict, OfABlockedLoopNamesTheSleep) {
  const std::string slept = "{\"event\":\"slept\",\"us\":200000,\"calls\":[16]}\n";
  const std::string blocked = failure("[blocked loop]\\n  the thread slept");
  Evidence seen = evidence(start("A.B") + slept + blocked + end("A.B", false) + over);
  seen.places[16] = "exercises/01_queue/mine.hpp:5";
  EXPECT_EQ(judge(seen).kind, Kind::blocked_loop);
  EXPECT_EQ(judge(seen).where, "exercises/01_queue/mine.hpp:5");
  seen.records = start("A.B") + slept + failure("1 is not 2") + blocked + end("A.B", false) + over;
  EXPECT_EQ(judge(seen).where, "a_test.cpp:7") << "the sleep is not what failed first";
}

TEST(Verdict, OfAnErrorThatLeftTheTestNamesWhereItWasThrown) {
  const std::string left = "C++ exception with description \\\"no\\\" thrown in the test body.";
  const std::string thrown =
      R"({"event":"failure","file":"","line":-1,"text":")" + left + "\",\"calls\":[16]}\n";
  Evidence seen = evidence(start("A.B") + thrown + end("A.B", false) + over);
  seen.places[16] = "exercises/01_queue/mine.hpp:5";
  EXPECT_EQ(judge(seen).where, "exercises/01_queue/mine.hpp:5");
  EXPECT_EQ(judge(seen).text, "an error left the test: no\n");
}

TEST(Verdict, ReadsWhatASanitizerSays) {
  const auto kind = [](const std::string& report) {
    Evidence seen = evidence(start("A.B"));
    seen.sanitizer = report;
    return judge(seen).kind;
  };
  EXPECT_EQ(kind("WARNING: ThreadSanitizer: data race (pid=1)"), Kind::data_race);
  EXPECT_EQ(kind("ERROR: AddressSanitizer: heap-use-after-free"), Kind::use_after_free);
  EXPECT_EQ(kind("ERROR: AddressSanitizer: attempting double-free"), Kind::use_after_free);
  EXPECT_EQ(kind("ERROR: LeakSanitizer: detected memory leaks"), Kind::leak);
  EXPECT_EQ(kind("ERROR: AddressSanitizer: stack-overflow"), Kind::crash);
  EXPECT_EQ(kind("a.hpp:1:2: runtime error: signed integer overflow"), Kind::undefined);
}

TEST(Verdict, SurvivesARecordThatIsCutOffAndWhatIsNoText) {
  EXPECT_EQ(judge(evidence(start("A.B") + failure("\xff\xfe") + "{\"event\":\"en")).kind, Kind::wrong_value);
}

TEST(Verdict, IsNoWantOfMemoryWhenTheTestDidWithout) {
  const std::string refused = "{\"event\":\"no memory left\",\"calls\":[16]}\n";
  EXPECT_EQ(judge(evidence(start("A.B") + refused + end("A.B", true) + over)).kind, Kind::passed);
  EXPECT_EQ(judge(evidence(start("A.B") + refused + failure("x") + end("A.B", false) + over)).kind,
            Kind::wrong_value);
  for (const std::string what : {"std::bad_alloc", "std::bad_array_new_length"}) {
    const std::string left = "C++ exception with description \\\"" + what + "\\\" thrown in the test body.";
    EXPECT_EQ(judge(evidence(start("A.B") + refused + failure(left) + end("A.B", false) + over)).kind,
              Kind::out_of_memory);
  }
}

TEST(Verdict, OfOneThatOnlySleepsIsNoEndlessLoop) {
  Evidence seen = evidence(start("A.B") + "{\"event\":\"thread\",\"calls\":[]}\n" + end("A.B", true));
  seen.out_of_time = true;
  seen.standstill = "asleep";
  EXPECT_EQ(judge(seen).kind, Kind::blocked_loop);
  EXPECT_EQ(judge(seen).test, "A.B") << "the question where it is may have woken it";
}

TEST(Verdict, IsReadAsItWasWritten) {
  const Verdict verdict =
      judge(evidence(start("A.B") + failure("2 is \\\"not\\\" 3") + end("A.B", false) + over));
  const auto read = verdict_from(as_json(verdict));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->kind, verdict.kind);
  EXPECT_EQ(read->text, verdict.text);
  EXPECT_EQ(read->failed, verdict.failed);
  EXPECT_FALSE(verdict_from("no JSON").has_value());
  EXPECT_FALSE(verdict_from(R"({"verdict":"none that there is"})").has_value());
}

}  // namespace
