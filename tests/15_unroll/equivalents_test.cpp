#include "15_unroll/course/equivalents.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "15_unroll/course/exercise.hpp"
#include "15_unroll/course/fingerprint.hpp"
#include "15_unroll/course/ledger.hpp"
#include "15_unroll/refused.hpp"

namespace {

using namespace unroll::course;
namespace fs = std::filesystem;

/// In a folder of its own, which is removed.
class OnDisk : public testing::Test {
 protected:
  OnDisk() { fs::create_directories(folder_); }
  ~OnDisk() override { fs::remove_all(folder_); }

  fs::path file(const std::string& text) const {
    write_file(folder_ / "file", text);
    return folder_ / "file";
  }

  std::string refusal(const std::string& text) const {
    try {
      const Equivalents read(file(text));
    } catch (const Refused& refused) {
      return refused.what();
    }
    return "";
  }

  fs::path folder_ =
      fs::path(testing::TempDir()) /
      (testing::UnitTest::GetInstance()->current_test_info()->name() + std::to_string(::getpid()));
};

class EquivalentsTest : public OnDisk {};
class LedgerTest : public OnDisk {};

const Mutant mutant{"drop-statement", 7, "a();", "", ""};
const std::string entry = "timers drop-statement\n- a();\n+\n= It is done twice.\n";

TEST_F(EquivalentsTest, EachExplainsOneMutantWhereverItStands) {
  Equivalents equivalents(file("# Of chapter 02.\n\n" + entry));
  EXPECT_EQ(equivalents.take("every", mutant), nullptr) << "it is another exercise's";
  const Equivalent* const found = equivalents.take("timers", mutant);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->reason, "It is done twice.");
  EXPECT_EQ(found->line, 3U);
  EXPECT_EQ(equivalents.take("timers", mutant), nullptr) << "a second one like it needs an entry of its own";
}

TEST_F(EquivalentsTest, NoFileNamesNone) { EXPECT_TRUE(Equivalents(folder_ / "none").all().empty()); }

TEST_F(EquivalentsTest, WhatIsIncompleteIsRefusedWithItsLine) {
  EXPECT_NE(refusal("timers\n").find("file:1: here stands an exercise"), std::string::npos);
  EXPECT_NE(refusal("timers swap\n+ a\n").find("file:2: here stands '-'"), std::string::npos);
  EXPECT_NE(refusal("timers swap\n- a\n+ b\n").find("file:3: here stands '='"), std::string::npos);
  EXPECT_NE(refusal("timers swap\n- a\n+ b\n=\n").find("file:4: it has no reason"), std::string::npos);
  EXPECT_EQ(refusal(entry), "");
}

TEST_F(LedgerTest, KnowsWhatWasTriedOfTheSameTextOnly) {
  Ledger(folder_ / "file").note("7:swap plain", 1, "passed");
  const Ledger again(folder_ / "file");
  EXPECT_EQ(again.known("7:swap plain", 1), "passed");
  EXPECT_EQ(again.known("7:swap plain", 2), "");
  EXPECT_EQ(again.known("7:swap address", 1), "");
  EXPECT_EQ(again.last("7:swap plain"), "passed");
}

TEST_F(LedgerTest, ADamagedFileIsAsGoodAsNone) {
  EXPECT_EQ(Ledger(file("{ half a")).last("7:swap plain"), "");
  EXPECT_EQ(Ledger(file("{\"7:swap plain\": 3}")).last("7:swap plain"), "");
}

TEST_F(LedgerTest, AnotherTextHasAnotherFingerprint) {
  EXPECT_NE(hash_of("ab"), hash_of("ba"));
  EXPECT_NE(hash_of("b", hash_of("a")), hash_of("b"));
  EXPECT_EQ(hash_of("b", hash_of("a")), hash_of("ab"));
}

}  // namespace
