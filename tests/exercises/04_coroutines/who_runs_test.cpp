#include "04_coroutines/who_runs.hpp"

#include <algorithm>
#include <string>

#include "check.hpp"

namespace {

using unroll::prediction;
using unroll::check::foretold;
using unroll::check::Lines;
using unroll::check::Seen;

Lines run() {
  unroll::check::leave_alone();  // somebody waits in vain here, and is meant to
  Seen seen;
  unroll::program([&](std::string line) { seen(std::move(line)); });
  return seen.lines();
}

testing::AssertionResult written() {
  if (std::count(prediction.begin(), prediction.end(), "____") == 0) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "[not written yet] there are blanks left in the prediction";
}

/// Whether the prediction has just these of the lines `asked` for, in this order, whatever stands between
/// them.
testing::AssertionResult predicted(const Lines& asked, const Lines& expected) {
  Lines found;
  for (const std::string& line : prediction) {
    if (std::count(asked.begin(), asked.end(), line) != 0) found.push_back(line);
  }
  if (!written()) return written();
  if (found == expected) return testing::AssertionSuccess();
  std::string yours;
  for (const std::string& line : found) yours += "\n  " + line;
  const bool all = found.size() == expected.size();
  return testing::AssertionFailure() << (all ? "[wrong order]" : "[wrong value]")
                                     << "\nof the lines that this is about, you have:" << yours;
}
testing::AssertionResult predicted(const Lines& expected) { return predicted(expected, expected); }

TEST(WhoRuns, StartRunsNothingHereAndNow) {
  EXPECT_TRUE(predicted({"all are started", "Ada has a child"}))
      << "start posts; the task begins in the loop";
}

TEST(WhoRuns, ACallOnlyMakesTheFrame) {
  EXPECT_TRUE(predicted({"Ada has a child", "Ada's child waits"})) << "the child begins when it is awaited";
}

TEST(WhoRuns, AnAwaitOfATaskTakesNoTurn) {
  EXPECT_TRUE(predicted({"Ada's child waits", "Bob has a child"}))
      << "an awaited task runs there and then, in the job of its awaiter";
}

TEST(WhoRuns, WhatNobodyKeepsNeverBegins) {
  EXPECT_TRUE(predicted({"Cy has a child", "Cy's child waits", "goodbye Cy", "goodbye Cy's child"}, {}))
      << "its future died before its first job; nothing of it has run, so there are no locals";
}

TEST(WhoRuns, SetValueResumesNobodyHereAndNow) {
  EXPECT_TRUE(predicted({"the gate is open", "Ada's child goes on"})) << "set_value posts the resumption";
}

TEST(WhoRuns, LocalsDieWhenTheirFunctionEnds) {
  EXPECT_TRUE(predicted({"Ada's child goes on", "goodbye Ada's child", "Ada goes on", "goodbye Ada"}))
      << "as in any function: before the caller goes on";
}

TEST(WhoRuns, TheInnermostIsDestroyedFirst) {
  EXPECT_TRUE(predicted({"goodbye Bob's child", "goodbye Bob"})) << "as a stack unwinds";
}

TEST(WhoRuns, ADestroyedTaskDoesNotGoOn) {
  EXPECT_TRUE(predicted({"Bob's child goes on", "Bob goes on"}, {}))
      << "its locals are destroyed, and that is all";
}

TEST(WhoRuns, IsWhatTheProgramSays) {
  ASSERT_TRUE(written());
  EXPECT_TRUE(foretold(run(), prediction)) << "just these lines, in this order, are what it says";
}

TEST(WhoRuns, TheProgramIsStillTheSame) {
  const Lines told = {"all are started",   "Ada has a child",  "Ada's child waits",    "Bob has a child",
                      "Bob's child waits", "the gate is open", "Ada's child goes on",  "goodbye Ada's child",
                      "Ada goes on",       "goodbye Ada",      "somebody still waits", "goodbye Bob's child",
                      "goodbye Bob"};
  const bool same = run() == told;
  EXPECT_TRUE(same) << "predict it; do not change it";
}

}  // namespace
