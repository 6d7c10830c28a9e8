#include "08_monitor/who_waits.hpp"

#include "check.hpp"

namespace {

using unroll::chain;
using unroll::lost;
using unroll::Waiting;
using unroll::check::in_order;
using Names = std::vector<std::string>;

/// Six digits, so that their order is that of their numbers.
std::string task(int number) {
  const std::string digits = std::to_string(number);
  return "task " + std::string(6 - digits.size(), '0') + digits;
}

TEST(WhoWaits, AChainEndsWithWhatIsNoTask) {
  const Waiting table{{"guest", "cook"}, {"cook", "oven"}, {"oven", "the clock"}, {"waiter", "cook"}};
  EXPECT_TRUE(in_order(chain(table, "guest"), {"guest", "cook", "oven", "the clock"}))
      << "one link after the other";
  EXPECT_TRUE(in_order(chain(table, "oven"), {"oven", "the clock"})) << "from any task on";
  EXPECT_TRUE(in_order(chain(table, "owner"), {"owner"})) << "of whom nothing is known nothing is said";
}

TEST(WhoWaits, ACircleEndsWithTheFirstThatComesAgain) {
  const Waiting table{{"a", "b"}, {"b", "c"}, {"c", "a"}, {"me", "me"}};
  EXPECT_TRUE(in_order(chain(table, "b"), {"b", "c", "a", "b"}))
      << "the one that comes again closes the circle";
  EXPECT_TRUE(in_order(chain(table, "me"), {"me", "me"})) << "who waits for himself is a circle of one";
}

TEST(WhoWaits, AChainIntoACircleEndsToo) {
  const Waiting table{{"guest", "waiter"}, {"waiter", "cook"}, {"cook", "waiter"}};
  EXPECT_TRUE(in_order(chain(table, "guest"), {"guest", "waiter", "cook", "waiter"}))
      << "the circle does not come back to where the chain began";
}

TEST(WhoWaits, WhoIsInACircleIsLost) {
  const Waiting table{{"a", "b"}, {"b", "a"}, {"me", "me"}, {"cook", "the clock"}};
  EXPECT_TRUE(in_order(lost(table), {"a", "b", "me"})) << "each waits for somebody who waits for him";
}

TEST(WhoWaits, WhoWaitsForACircleIsLostToo) {
  const Waiting table{{"z", "a"}, {"a", "b"}, {"b", "a"}, {"y", "z"}, {"x", "a"}, {"c", "the kernel"}};
  EXPECT_TRUE(in_order(lost(table), {"a", "b", "x", "y", "z"}))
      << "whoever waits for one who is lost is lost too";
}

TEST(WhoWaits, WhoWaitsForWhatComesIsNotLost) {
  const Waiting table{{"a", "b"}, {"b", "c"}, {"c", "the clock"}, {"d", "b"}, {"e", "a bell"}};
  EXPECT_TRUE(in_order(lost(table), Names{})) << "at the end of each chain stands something that may come";
  EXPECT_TRUE(in_order(lost({}), Names{})) << "nobody waits";
}

TEST(WhoWaits, AHundredThousandInARowAreNotTooMany) {
  constexpr int many = 100'000;
  Waiting table;
  for (int i = 0; i != many; ++i) table.emplace_hint(table.end(), task(i), task(i + 1));
  table[task(many)] = task(many / 2);
  EXPECT_EQ(chain(table, task(0)).size(), many + 2U) << "each of them, and the one that comes again";
  EXPECT_EQ(lost(table).size(), many + 1U) << "all of them wait for the circle";
}

TEST(WhoWaits, AHundredThousandThatEndWellAreNotTooMany) {
  constexpr int many = 100'000;
  Waiting table;
  for (int i = 0; i != many; ++i) table.emplace_hint(table.end(), task(i), task(i + 1));
  table[task(many)] = "the clock";
  EXPECT_EQ(lost(table).size(), 0U) << "all of them wait for the clock";
}

}  // namespace
