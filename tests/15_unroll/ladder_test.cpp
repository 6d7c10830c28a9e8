#include "15_unroll/ladder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "15_unroll/refused.hpp"

namespace unroll::course {
namespace {

namespace fs = std::filesystem;

/// A course with one chapter.
class LadderTest : public testing::Test {
 protected:
  LadderTest() {
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    root_ = fs::path(testing::TempDir()) / ("a course of " + name + " " + std::to_string(::getpid()));
    fs::create_directories(root_ / "chapters/01_queue");
  }
  ~LadderTest() override { fs::remove_all(root_); }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(root_ / "chapters/01_queue" / file) << text;
  }

  fs::path root_;
};

TEST(Ladder, CallsARungByItsFolderOrItsNumber) {
  for (const char* const word : {"3", "03", "03_futures"}) EXPECT_EQ(Ladder::rung(word), "03_futures");
}

TEST(Ladder, SaysWhichRungsThereAreToWhoNamesAnother) {
  try {
    Ladder::rung("99");
    FAIL() << "there is no such rung";
  } catch (const Refused& refused) {
    EXPECT_STREQ(
        refused.what(),
        "there is no rung '99'. There are: 01_queue 02_callbacks 03_futures 04_coroutines 05_scopes");
  }
}

TEST_F(LadderTest, TellsTheIdeaOfARungFromItsReadme) {
  write("README.md", "# Queue\n\n**Adds one idea:** work is a value in a queue.\n");
  EXPECT_EQ(Ladder(root_).idea("01_queue"), "work is a value in a queue");
}

TEST_F(LadderTest, ListsTheHeadersOfARungByName) {
  for (const char* const file : {"b.hpp", "a.hpp", "c.cpp"}) write(file, "");
  EXPECT_EQ(Ladder(root_).headers("01_queue"), (std::vector<fs::path>{"01_queue/a.hpp", "01_queue/b.hpp"}));
}

TEST_F(LadderTest, KnowsWhichProgramsARungCanSay) {
  write("hello_world.cpp", "");
  EXPECT_TRUE(Ladder(root_).says("01_queue", "hello_world"));
  EXPECT_FALSE(Ladder(root_).says("01_queue", "save_value"));
}

TEST_F(LadderTest, RefusesAFolderThatIsNoCourse) { EXPECT_THROW(Ladder(root_ / "chapters"), Refused); }

TEST_F(LadderTest, SaysWhichFileItCannotRead) {
  try {
    lines_of(root_ / "missing");
    FAIL() << "there is no such file";
  } catch (const Refused& refused) {
    EXPECT_EQ(std::string(refused.what()),
              "cannot read " + (root_ / "missing").string() + ": No such file or directory");
  }
}

TEST(CountCode, LeavesOutBlankLinesAndComments) {
  EXPECT_EQ(count_code({"int a;  // why", "", "  ", "  // only words", "/// too", "}"}), 2u);
}

}  // namespace
}  // namespace unroll::course
