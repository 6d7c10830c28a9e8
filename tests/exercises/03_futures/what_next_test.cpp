#include "03_futures/what_next.hpp"

#include <algorithm>
#include <string>

#include "check.hpp"

namespace {

using unroll::prediction;
using unroll::check::foretold;
using unroll::check::Lines;
using unroll::check::Seen;

Lines run() {
  Seen seen;
  unroll::program([&](std::string line) { seen(std::move(line)); });
  return seen.lines();
}

testing::AssertionResult written() {
  if (std::count(prediction.begin(), prediction.end(), "____") == 0) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "[not written yet] there are blanks left in the prediction";
}

/// Whether the prediction has just these of the lines, in this order, whatever it says between them.
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

TEST(WhatNext, SettingAValueRunsNobody) {
  EXPECT_TRUE(predicted({"all three are set", "b is 10"})) << "set_value posts whoever waits; run runs it";
}

TEST(WhatNext, WhatNobodyKeepsIsCancelled) {
  EXPECT_TRUE(predicted({"c is here"}, {})) << "the third future died, and with it all that stood behind it";
}

TEST(WhatNext, WhoseValueCameFirstGoesFirst) {
  EXPECT_TRUE(predicted({"b is 10", "a is 1"}))
      << "the queue knows when a job came, not when a future was made";
}

TEST(WhatNext, EachStepIsAJobOfItsOwn) {
  EXPECT_TRUE(predicted({"a is 1", "caught: too much"})) << "behind each step, whoever is queued comes first";
}

TEST(WhatNext, AnErrorPassesByWhatTakesAValue) {
  EXPECT_TRUE(predicted({"b is good", "caught: too much"}, {"caught: too much"}))
      << "the error goes past it, to the first step that takes the future";
}

TEST(WhatNext, BehindTheCatchTheChainGoesOn) {
  EXPECT_TRUE(predicted({"caught: too much", "b is done", "the second is ready"}))
      << "the step that caught brings a value like any other";
}

TEST(WhatNext, IsWhatTheProgramSays) {
  ASSERT_TRUE(written());
  EXPECT_TRUE(foretold(run(), prediction)) << "just these lines, in this order, are what it says";
}

TEST(WhatNext, TheProgramIsStillTheSame) {
  const Lines told = {"all three are set",  "b is 10",          "a is 1",
                      "and one more is 2",  "caught: too much", "b is done",
                      "the second is ready"};
  const bool same = run() == told;
  EXPECT_TRUE(same) << "predict it; do not change it";
}

}  // namespace
