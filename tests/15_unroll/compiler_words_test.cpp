#include "15_unroll/course/compiler_words.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <string>

#include "04_coroutines/sync_wait.hpp"
#include "15_unroll/course/attend.hpp"
#include "15_unroll/course/compiler.hpp"
#include "15_unroll/course/verdict.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {
namespace {

TEST(CompilerWords, HaveAPlaceAndAKind) {
  const auto remarks =
      remarks_in("In file included from a.cpp:1:\na b.hpp:3:7: error: no\n  3 | x\na.hpp:4:1: note: y\n");
  ASSERT_EQ(remarks.size(), 2U);
  EXPECT_EQ(remarks[0].place(), "a b.hpp:3");
  EXPECT_EQ(remarks[0].kind, Remark::Kind::error);
  EXPECT_EQ(remarks[1].kind, Remark::Kind::note);
  EXPECT_TRUE(remarks_in("ld: error: no place\nx:y: error: none either\n").empty());
}

TEST(CompilerWords, MayBeLongerThanAnybodyReads) {
  Evidence evidence;
  evidence.own = "mine.hpp";
  evidence.compiler = "mine.hpp:1:1: error: " + std::string(1'000'000, 'x') + "\n";
  EXPECT_EQ(judge(evidence).where, "mine.hpp:1");
  EXPECT_LT(judge(evidence).text.size(), 1000U);
}

TEST(CompilerWords, AreCutBetweenLetters) {
  const std::string cut = first_lines(std::string(299, 'a') + "ää\nb\nc", 2);
  EXPECT_EQ(cut, std::string(299, 'a') + " …\nb\n");
}

TEST(CompilerWords, AreShownWithTheirSourceAndNothingElse) {
  const std::string error = "a.hpp:1:1: error: no\n  1 | x\n    | ^\n";
  EXPECT_EQ(with_its_source(error + "a.hpp:2:1: error: echo\n"), error);
  EXPECT_EQ(with_its_source("a.hpp:1:1: error: no\nexit status 1\n"), "a.hpp:1:1: error: no\n");
  EXPECT_EQ(with_its_source(error + "    | y\n    | z\n"), error + "    | y\n");
  EXPECT_EQ(with_its_source("a.hpp:1:1: error: no"), "a.hpp:1:1: error: no");
}

TEST(CompilerWords, AreFirstThoseAboutTheStudentsFile) {
  Evidence evidence;
  evidence.own = "mine.hpp";
  evidence.compiler = "a.hpp:9:1: error: expected '}'\nmine.hpp:2:3: note: to match this '{'\n";
  EXPECT_EQ(judge(evidence).where, "mine.hpp:2") << "a brace that was never closed";
}

TEST(CompilerWords, MayHaveALineAndNoColumn) {
  Evidence evidence;
  evidence.own = "mine.hpp";
  evidence.compiler =
      "mine.hpp:13: error: unterminated #ifdef\na.cpp:9:1: error: 'Loop' does not name a type\n";
  EXPECT_EQ(judge(evidence).where, "mine.hpp:13");
}

TEST(CompilerWords, ThatBeginInTheLibraryLeadToWhoAskedForIt) {
  Evidence evidence;
  evidence.own = "mine.hpp";
  evidence.compiler =
      "mine.hpp:3:5: warning: unused\n"
      "/usr/include/a.h: In instantiation of 'f<Job>':\n"
      "/usr/include/b.h:7:2:   required from 'g<Job>'\n"
      "mine.hpp:12:66:   required from here\n"
      "/usr/include/a.h:90:7: error: static assertion failed\n"
      "/usr/include/c.h:1:1: error: another\n"
      "mine.hpp:20:1: note: beside the point\n";
  EXPECT_EQ(judge(evidence).where, "mine.hpp:12") << "as g++ says it";
  evidence.compiler =
      "mine.hpp:3:5: warning: unused\n"
      "/usr/include/a.h:90:7: error: static assertion failed\n"
      "/usr/include/b.h:7:2: note: in instantiation of 'f<Job>' requested here\n"
      "mine.hpp:12:66: note: in instantiation of 'g<Job>' requested here\n"
      "/usr/include/c.h:1:1: error: another\n";
  EXPECT_EQ(judge(evidence).where, "mine.hpp:12") << "as clang says it";
}

TEST(CompilerWords, OfACompilerThatFellOverAreNoFaultOfTheProgram) {
  EXPECT_TRUE(is_no_fault_of_the_program("cc1plus: internal compiler error: Segmentation fault\n"));
  EXPECT_FALSE(is_no_fault_of_the_program("a.hpp:1:1: error: No space left on device\n"));
}

/// Whoever is called off just when a look is over is called off in the midst of it: in all places where that
/// can be.
TEST(Compiler, ALookThatIsCalledOffLeavesNoErrorBehind) {
  for (int steps = 0; steps != 40; ++steps) {
    Loop loop;
    FakeClock clock;
    Poller poller(loop, clock);
    std::string reports;
    loop.on_report([&](const std::string& report) { reports += report; });
    Process process(poller, {{"sleep", "1000"}});
    Future<std::optional<Exit>> look =
        start(loop, exit_within(poller, process, std::chrono::seconds(1)), "look");
    for (int i = 0; i != steps && loop.run_one(); ++i) continue;
    look = {};
    loop.run();
    EXPECT_EQ(reports, "") << "after " << steps << " jobs";
    process.signal_group(SIGKILL);
  }
}

TEST(CompilerWords, AreWaitedForOnlySoLong) {
  Loop loop;
  Poller poller(loop);
  const std::filesystem::path scratch =
      std::filesystem::path(testing::TempDir()) / ("scratch of a compiler " + std::to_string(::getpid()));
  try {
    sync_wait(loop, call_compiler(poller, {{"sleep", "1000"}}, scratch, std::chrono::seconds(0)));
    ADD_FAILURE() << "it takes too long";
  } catch (const Refused& refused) {
    EXPECT_NE(std::string(refused.what()).find("longer than 0 s"), std::string::npos) << refused.what();
  }
  std::filesystem::remove_all(scratch);
}

}  // namespace
}  // namespace unroll::course
