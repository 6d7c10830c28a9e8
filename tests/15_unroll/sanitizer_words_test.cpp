#include "15_unroll/course/sanitizer_words.hpp"

#include <gtest/gtest.h>

namespace unroll::course {
namespace {

constexpr const char* used_after_free = R"(=================================================================
==18120==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000290 at pc 0x000000410aa3 bp 0x7ffe sp 0x7ffe
WRITE of size 4 at 0x602000000290 thread T0
    #0 0x410aa2 in unroll::subject() exercises/01_queue/mine.hpp:2
    #1 0x40e26c in TestBody tests/exercises/01_queue/mine_test.cpp:10
    #2 0x4f35f6 in void testing::internal::Handle<testing::Test, void>(testing::Test*) (.unroll/test+0x4f35f6)
    #9 0x461316 in main tests/exercises/support/main.cpp:53

0x602000000290 is located 0 bytes inside of 4-byte region [0x602000000290,0x602000000294)
freed by thread T0 here:
    #0 0x7f77 in operator delete(void*, unsigned long) ../../../../src/libsanitizer/asan/asan_new_delete.cpp:172
    #1 0x410a61 in unroll::forget() exercises/01_queue/mine.hpp:3
)";

TEST(SanitizerWords, BecomeASentenceAndTheFramesThatAStudentCanRead) {
  const Finding finding = finding_in(used_after_free, "exercises/01_queue/mine.hpp");
  EXPECT_EQ(finding.kind, Verdict::Kind::use_after_free);
  EXPECT_EQ(finding.where, "exercises/01_queue/mine.hpp:2");
  EXPECT_EQ(finding.text,
            "memory is used after it was given back\n"
            "WRITE of size 4 thread T0\n"
            "  at exercises/01_queue/mine.hpp:2\n"
            "  at tests/exercises/01_queue/mine_test.cpp:10\n"
            "freed by thread T0 here\n"
            "  at exercises/01_queue/mine.hpp:3\n");
}

TEST(SanitizerWords, NameWhatIsNoUseAfterFree) {
  const auto kind = [](const std::string& words) { return finding_in(words, "mine.hpp").kind; };
  EXPECT_EQ(
      kind("ERROR: AddressSanitizer: requested allocation size 0x4 exceeds maximum supported size of 0x1"),
      Verdict::Kind::out_of_memory);
  EXPECT_EQ(kind("ERROR: AddressSanitizer: heap-buffer-overflow on address 0x1"), Verdict::Kind::crash);
  EXPECT_NE(finding_in("AddressSanitizer: heap-buffer-overflow", "mine.hpp").text.find("beside"),
            std::string::npos);
  EXPECT_EQ(finding_in("mine.hpp:4:7: runtime error: division by zero\n", "mine.hpp").text,
            "division by zero\n");
}

TEST(SanitizerWords, OfOneThatCannotLookForLeaksAreNoLeak) {
  const std::string cannot =
      "==7==LeakSanitizer has encountered a fatal error.\n"
      "==7==HINT: LeakSanitizer does not work under ptrace (strace, gdb, etc)\n";
  EXPECT_TRUE(cannot_look_for_leaks(cannot));
  EXPECT_FALSE(cannot_look_for_leaks("==7==ERROR: LeakSanitizer: detected memory leaks\n"));
  EXPECT_FALSE(cannot_look_for_leaks("==7==ERROR: AddressSanitizer: heap-use-after-free\n" + cannot))
      << "that was seen";
}

TEST(SanitizerWords, ThatNobodyKnowsAreQuotedWithoutTheRuleAboveThem) {
  const std::string report = "==12==ERROR: AddressSanitizer: something new\n";
  EXPECT_EQ(finding_in("\n=================\n" + report, "mine.hpp").text, report);
  EXPECT_EQ(finding_in(report, "mine.hpp").text, report);
}

TEST(SanitizerWords, MayBeLongerThanAnybodyReads) {
  const std::string report =
      "ERROR: AddressSanitizer: SEGV\n    #0 0x1 in " + std::string(1'000'000, 'x') + " mine.hpp:7\n";
  EXPECT_EQ(finding_in(report, "mine.hpp").where, "mine.hpp:7");
  EXPECT_LT(finding_in(report, "mine.hpp").text.size(), 200U);
}

}  // namespace
}  // namespace unroll::course
