#include "07_threads/two_workers.hpp"

#include "check.hpp"

namespace {

using unroll::kitchen;
using unroll::prediction;

static_assert(prediction.size() != 0 && prediction.front().size() < 1000,
              "a prediction is written down, and no program says it");

/// What is right is not said: it would be no prediction any more.
testing::AssertionResult predicted(std::size_t line) {
  const std::vector<std::string> said = kitchen();
  if (line < prediction.size() && prediction[line] == said.at(line)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "[wrong value]\n  line " << line + 1 << " is another one than \""
                                     << (line < prediction.size() ? prediction[line] : "") << "\"";
}

TEST(TwoWorkers, TwoWorkersBeginTwoJobsAtOnce) {
  EXPECT_TRUE(predicted(0)) << "the first worker takes the first job";
  EXPECT_TRUE(predicted(1)) << "the second worker takes the second job, and waits for nobody";
}

TEST(TwoWorkers, WhoIsFreeTakesTheOneThatHasWaitedLongest) {
  EXPECT_TRUE(predicted(2)) << "a worker that is free takes the next job at once, whatever the others do";
}

TEST(TwoWorkers, AJobWaitsUntilAWorkerIsFree) {
  EXPECT_TRUE(predicted(3)) << "with both workers busy, a job waits for the one that is done first";
  EXPECT_TRUE(predicted(4)) << "and so does the one behind it";
}

TEST(TwoWorkers, ItIsDoneWhenTheLastIsDone) {
  EXPECT_TRUE(predicted(5)) << "a pool that is drained has ended when its last job has";
  EXPECT_EQ(prediction.size(), 6U) << "a line for each that is said, and no other";
}

TEST(TwoWorkers, TheProgramIsStillTheSame) {
  EXPECT_TRUE(unroll::check::as_given_out(kitchen(), 14016263027214289785U))
      << "predict it; do not change it";
}

}  // namespace
