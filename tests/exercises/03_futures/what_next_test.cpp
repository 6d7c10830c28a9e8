#include "03_futures/what_next.hpp"

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

TEST(WhatNext, SettingAValueRunsNobody) {
  EXPECT_TRUE(predicted({"all three are set", "b is 10"})) << "set_value posts whoever waits; run runs it";
}

TEST(WhatNext, WhatNobodyKeepsIsCancelled) {
  EXPECT_TRUE(predicted({"c is here"})) << "the third future died, and with it all that stood behind it";
}

TEST(WhatNext, WhoseValueCameFirstGoesFirst) {
  EXPECT_TRUE(predicted({"a is 1", "b is 10"}))
      << "the queue knows when a job came, not when a future was made";
}

TEST(WhatNext, EachStepIsAJobOfItsOwn) {
  EXPECT_TRUE(predicted({"a is 1", "caught: too much"})) << "behind each step, whoever is queued comes first";
}

TEST(WhatNext, AnErrorPassesByWhatTakesAValue) {
  EXPECT_TRUE(predicted({"b is good", "caught: too much"}))
      << "the error goes past it, to the first step that takes the future";
}

TEST(WhatNext, BehindTheCatchTheChainGoesOn) {
  EXPECT_TRUE(predicted({"b is done", "caught: too much", "the second is ready"}))
      << "the step that caught brings a value like any other";
}

TEST(WhatNext, IsWhatTheProgramSays) {
  ASSERT_TRUE(written());
  EXPECT_TRUE(foretold(run(), prediction)) << "just these lines, in this order, are what it says";
}

TEST(WhatNext, TheProgramIsStillTheSame) {
  EXPECT_TRUE(as_given_out(run(), 1633218199541443650U)) << "predict it; do not change it";
}

}  // namespace
