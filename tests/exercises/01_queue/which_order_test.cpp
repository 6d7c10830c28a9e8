#include "01_queue/which_order.hpp"

#include "check.hpp"

namespace {

using unroll::prediction;
using unroll::check::foretold;
using unroll::check::Seen;

TEST(WhichOrder, IsWhatYouHaveForetold) {
  Seen seen;
  unroll::program([&](const std::string& line) { seen(line); });
  EXPECT_TRUE(foretold(seen, prediction)) << "just these lines, in this order, are what it prints";
}

}  // namespace
