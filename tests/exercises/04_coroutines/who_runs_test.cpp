#include "04_coroutines/who_runs.hpp"

#include <algorithm>
#include <string>

#include "check.hpp"

namespace {

using unroll::prediction;
using unroll::check::as_given_out;
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

Lines among(const Lines& asked, const Lines& all) {
  Lines found;
  for (const std::string& line : all) {
    if (std::count(asked.begin(), asked.end(), line) != 0) found.push_back(line);
  }
  return found;
}

/// Whether those of the lines `asked` for that happen stand in the prediction, in their order, whatever
/// stands between them, and no other of them. Here they stand in the order of the alphabet: what is right is
/// not said.
testing::AssertionResult predicted(const Lines& asked) {
  if (!written()) return written();
  const Lines found = among(asked, prediction);
  const Lines expected = among(asked, run());
  if (found == expected) return testing::AssertionSuccess();
  std::string yours;
  for (const std::string& line : found) yours += "\n  " + line;
  const bool all = found.size() == expected.size();
  return testing::AssertionFailure() << (all ? "[wrong order]" : "[wrong value]")
                                     << "\nof the lines that this is about, you have:" << yours;
}

TEST(WhoRuns, StartRunsNothingHereAndNow) {
  EXPECT_TRUE(predicted({"Ada has a child", "all are started"}))
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
  EXPECT_TRUE(predicted({"Cy has a child", "Cy's child waits", "goodbye Cy", "goodbye Cy's child"}))
      << "its future died before its first job; nothing of it has run, so there are no locals";
}

TEST(WhoRuns, SetValueResumesNobodyHereAndNow) {
  EXPECT_TRUE(predicted({"Ada's child goes on", "the gate is open"})) << "set_value posts the resumption";
}

TEST(WhoRuns, LocalsDieWhenTheirFunctionEnds) {
  EXPECT_TRUE(predicted({"Ada goes on", "Ada's child goes on", "goodbye Ada", "goodbye Ada's child"}))
      << "as in any function: before the caller goes on";
}

TEST(WhoRuns, TheInnermostIsDestroyedFirst) {
  EXPECT_TRUE(predicted({"goodbye Bob", "goodbye Bob's child"})) << "as a stack unwinds";
}

TEST(WhoRuns, ADestroyedTaskDoesNotGoOn) {
  EXPECT_TRUE(predicted({"Bob goes on", "Bob's child goes on"}))
      << "its locals are destroyed, and that is all";
}

TEST(WhoRuns, IsWhatTheProgramSays) {
  ASSERT_TRUE(written());
  EXPECT_TRUE(foretold(run(), prediction)) << "just these lines, in this order, are what it says";
}

TEST(WhoRuns, TheProgramIsStillTheSame) {
  EXPECT_TRUE(as_given_out(run(), 9550142427117729869U)) << "predict it; do not change it";
}

}  // namespace
