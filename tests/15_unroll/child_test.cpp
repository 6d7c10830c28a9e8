#include "15_unroll/child.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <system_error>

#include "15_unroll/ladder.hpp"

namespace unroll::course {
namespace {

class ChildTest : public testing::Test {
 protected:
  ~ChildTest() override { std::filesystem::remove(output_); }
  int shell(const std::string& command) {
    return run_to_end({{"/bin/sh", "-c", command}, output_, "a file.json"});
  }

  const std::filesystem::path output_ =
      std::filesystem::path(testing::TempDir()) / ("output of a child " + std::to_string(::getpid()));
};

TEST_F(ChildTest, KeepsWhatItWritesInOrder) {
  EXPECT_EQ(shell("echo out; echo err >&2; echo out"), 0);
  EXPECT_EQ(lines_of(output_), (Lines{"out", "err", "out"}));
}

TEST_F(ChildTest, IsToldWhereToRecord) {
  shell("echo \"$UNROLL_TRACE_FILE\"");
  EXPECT_EQ(lines_of(output_), Lines{"a file.json"});
}

TEST_F(ChildTest, EndsWithItsStatusOrTheSignal) {
  EXPECT_EQ(shell("exit 3"), 3);
  EXPECT_EQ(shell("kill -TERM $$"), 128 + SIGTERM);
}

TEST_F(ChildTest, ThatDoesNotExistIsAnError) {
  EXPECT_THROW(run_to_end({{"/no/such/program"}}), std::system_error);
}

}  // namespace
}  // namespace unroll::course
