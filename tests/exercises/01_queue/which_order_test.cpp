#include "01_queue/which_order.hpp"

#include "check.hpp"

namespace {

using unroll::prediction;
using unroll::check::in_order;
using unroll::check::Seen;

TEST(WhichOrder, IsWhatYouHaveForetold) {
  Seen seen;
  unroll::program([&](const std::string& line) { seen(line); });
  EXPECT_TRUE(in_order(seen, prediction))
      << "on the left what the program prints, on the right what you expected";
}

}  // namespace
