#include "02_callbacks/which_time.hpp"

#include "check.hpp"

namespace {

using unroll::prediction;
using unroll::check::foretold;
using unroll::check::Seen;

TEST(WhichTime, IsWhatYouHaveForetold) {
  Seen seen;
  unroll::program([&](const std::string& line) { seen(line); });
  EXPECT_TRUE(foretold(seen, prediction)) << "just these lines, in this order, are what it prints";
}

}  // namespace
