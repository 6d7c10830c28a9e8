#include "01_queue/which_order.hpp"

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

TEST(WhichOrder, IsWhatYouHaveForetold) {
  EXPECT_TRUE(foretold(run(), prediction)) << "just these lines, in this order, are what it prints";
}

TEST(WhichOrder, TheProgramIsStillTheSame) {
  const Lines told = {"G", "A1", "C", "D2", "F", "H", "B", "E"};
  const bool same = run() == told;
  EXPECT_TRUE(same) << "predict it; do not change it";
}

}  // namespace
