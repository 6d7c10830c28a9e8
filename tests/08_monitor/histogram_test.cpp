#include "08_monitor/histogram.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <unordered_map>

#include "08_monitor/known.hpp"

namespace unroll::monitor {
namespace {

TEST(Histogram, PutsEachTimeWhereItBelongs) {
  for (std::size_t bucket = 0; bucket + 1 != Histogram::buckets; ++bucket) {
    Histogram histogram;
    histogram.add(Histogram::begin(bucket));
    histogram.add(Histogram::end(bucket) - 1);
    histogram.add(Histogram::end(bucket));
    EXPECT_EQ(histogram.count(bucket), 2U) << "bucket " << bucket;
    EXPECT_EQ(histogram.count(bucket + 1), 1U) << "bucket " << bucket;
  }
}

TEST(Histogram, TakesWhatIsTooLongAndWhatIsLessThanNothing) {
  Histogram histogram;
  histogram.add(std::numeric_limits<std::int64_t>::max());
  histogram.add(-5);
  EXPECT_EQ(histogram.count(Histogram::buckets - 1), 1U);
  EXPECT_EQ(histogram.count(0), 1U);
}

TEST(Histogram, SaysHowLongMostTook) {
  Histogram histogram;
  EXPECT_EQ(histogram.percentile(50), 0);
  for (int i = 0; i != 98; ++i) histogram.add(3);
  histogram.add(100);
  histogram.add(1000);
  EXPECT_EQ(histogram.percentile(50), 4);
  EXPECT_EQ(histogram.percentile(99), 128);
  EXPECT_EQ(histogram.percentile(100), 1000);
  EXPECT_EQ(histogram.longest(), 1000);
  EXPECT_EQ(histogram.sum(), 98 * 3 + 1100);
}

/// Every eighth shares its low bits with many others, as those do that have been there for long.
std::uint64_t id_of(std::uint64_t number) { return number % 8 == 0 ? 1 + (number << 20U) : 1 + number; }

TEST(KnownTable, FindsWhatTheMapOfTheLibraryFinds) {
  KnownTable table;
  std::unordered_map<std::uint64_t, std::int64_t> expected;
  std::mt19937_64 random(8);
  for (int i = 0; i != 200'000; ++i) {
    const std::uint64_t id = id_of(random() % 3000);
    if (random() % 2 == 0) {
      expected[id] = i;
      table.add(id).when = i;
    } else if (Known* const known = table.find(id)) {
      ASSERT_EQ(expected.erase(id), 1U) << id;
      table.remove(known);
    }
  }
  ASSERT_EQ(table.size(), expected.size());
  for (std::uint64_t number = 0; number != 3000; ++number) {
    const std::uint64_t id = id_of(number);
    const auto found = expected.find(id);
    const Known* const known = table.find(id);
    ASSERT_EQ(known != nullptr, found != expected.end()) << id;
    EXPECT_TRUE(known == nullptr || known->when == found->second) << id;
  }
}

TEST(Turns, GoOnBehindTheLastNumber) {
  EXPECT_TRUE(is_later(2, 1));
  EXPECT_FALSE(is_later(1, 1));
  EXPECT_FALSE(is_later(1, 2));
  const std::uint32_t last = std::numeric_limits<std::uint32_t>::max();
  EXPECT_TRUE(is_later(last + 1, last));
  EXPECT_FALSE(is_later(last, last + 1));
}

TEST(KnownTable, NobodyHasNoPlace) {
  const KnownTable table;
  EXPECT_EQ(table.find(0), nullptr);
}

}  // namespace
}  // namespace unroll::monitor
