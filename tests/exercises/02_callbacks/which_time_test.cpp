#include "02_callbacks/which_time.hpp"

#include "check.hpp"

namespace {

using unroll::prediction;
using unroll::check::in_order;
using unroll::check::Seen;

TEST(WhichTime, IsWhatYouHaveForetold) {
  Seen seen;
  unroll::program([&](const std::string& line) { seen(line); });
  EXPECT_TRUE(in_order(seen, prediction))
      << "on the left what the program prints, on the right what you expected";
}

}  // namespace
