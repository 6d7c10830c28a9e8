#include "08_monitor/who_waits.hpp"

#include <dlfcn.h>

#include <cstring>

#include "check.hpp"
#include "exercises/support/guard_parts.hpp"

// Each time that two names are compared is counted: that is what a walk costs, on whatever machine. Defines a
// function of the C library by its name. (The address sanitizer has one of its own, and then nothing is
// counted.)

namespace {

bool counts = false;
std::size_t compared = 0;

}  // namespace

#if !UNROLL_SANITIZED
extern "C" int memcmp(const void* one, const void* other, size_t size) {
  using Compare = int (*)(const void*, const void*, size_t);
  static const auto compare = reinterpret_cast<Compare>(::dlsym(RTLD_NEXT, "memcmp"));
  if (counts) ++compared;
  return compare(one, other, size);
}
#endif

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

/// Each waits for the one whose name comes just before his own, and the first for what `first` says.
Waiting downwards(int many, const std::string& first) {
  Waiting table{{task(0), first}};
  for (int i = 1; i <= many; ++i) table.emplace_hint(table.end(), task(i), task(i - 1));
  return table;
}

/// One of 2,000 names is found with 11 comparisons. Who walks each chain to its end looks for 2,000,000.
TEST(WhoWaits, WhatWasFoundOfAChainHoldsForAllThatLeadIntoIt) {
  constexpr int many = 2'000;
  for (const std::string& first : {task(many / 2), std::string("the clock")}) {
    const Waiting table = downwards(many, first);
    compared = 0;
    counts = true;
    const Names names = lost(table);
    counts = false;
    EXPECT_EQ(names.size(), first == "the clock" ? 0U : many + 1U) << "all of them wait for " << first;
    ASSERT_LE(compared, 1'500'000U) << "so often names were compared, of 2,000 who wait in a row: who walks "
                                       "to the end for each of them never comes home";
  }
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

TEST(WhoWaits, NorAreThoseWhoWaitForTheOneBeforeThem) {
  constexpr int many = 100'000;
  EXPECT_EQ(lost(downwards(many, "the clock")).size(), 0U) << "all of them wait for the clock";
  EXPECT_EQ(lost(downwards(many, task(many / 2))).size(), many + 1U) << "all of them wait for the circle";
}

}  // namespace
