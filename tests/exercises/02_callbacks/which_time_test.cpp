#include "02_callbacks/which_time.hpp"

#include "check.hpp"

namespace {

using unroll::prediction;
using unroll::check::as_given_out;
using unroll::check::foretold;
using unroll::check::Lines;
using unroll::check::Seen;

Lines run() {
  Seen seen;
  unroll::program([&](const std::string& line) { seen(line); });
  return seen.lines();
}

TEST(WhichTime, IsWhatYouHaveForetold) {
  EXPECT_TRUE(foretold(run(), prediction)) << "just these lines, in this order, are what it prints";
}

TEST(WhichTime, TheProgramIsStillTheSame) {
  EXPECT_TRUE(as_given_out(run(), 11005633666805808013U)) << "predict it; do not change it";
}

}  // namespace
