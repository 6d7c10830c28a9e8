#include "02_callbacks/which_time.hpp"

#include "check.hpp"

namespace {

using unroll::prediction;
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
  const Lines told = {"J at 0", "I at 0", "H at 0", "B at 1", "D at 2", "C at 4", "E at 5"};
  const bool same = run() == told;
  EXPECT_TRUE(same) << "predict it; do not change it";
}

}  // namespace
