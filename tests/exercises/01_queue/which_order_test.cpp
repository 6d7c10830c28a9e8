#include "01_queue/which_order.hpp"

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

TEST(WhichOrder, IsWhatYouHaveForetold) {
  EXPECT_TRUE(foretold(run(), prediction)) << "just these lines, in this order, are what it prints";
}

TEST(WhichOrder, TheProgramIsStillTheSame) {
  EXPECT_TRUE(as_given_out(run(), 14284712242591197082U)) << "predict it; do not change it";
}

}  // namespace
