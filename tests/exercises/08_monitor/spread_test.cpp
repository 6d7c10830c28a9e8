#include "08_monitor/spread.hpp"

#include <limits>
#include <type_traits>

#include "check.hpp"

namespace {

using unroll::Spread;

TEST(Spread, OfNothingAllIsNothing) {
  const Spread none;
  EXPECT_EQ(none.all(), 0U) << "nothing was added";
  EXPECT_EQ(none.sum(), 0) << "nothing was added";
  EXPECT_EQ(none.longest(), 0) << "nothing was added";
  EXPECT_EQ(none.percentile(50), 0) << "half of nothing took nothing";
  EXPECT_EQ(none.percentile(100), 0) << "all of nothing took nothing";
}

TEST(Spread, ABucketReachesTwiceAsFarAsTheOneBefore) {
  EXPECT_EQ(Spread::begin(0), 0) << "less than a microsecond";
  EXPECT_EQ(Spread::end(0), 1) << "less than a microsecond";
  for (std::size_t bucket = 1; bucket + 1 != Spread::buckets; ++bucket) {
    EXPECT_EQ(Spread::begin(bucket), Spread::end(bucket - 1)) << "no gap before bucket " << bucket;
    EXPECT_EQ(Spread::end(bucket), std::int64_t{1} << bucket)
        << "bucket " << bucket << " ends at 2^" << bucket;
    Spread histogram;
    histogram.add(Spread::begin(bucket));
    histogram.add(Spread::end(bucket) - 1);
    histogram.add(Spread::end(bucket));
    EXPECT_EQ(histogram.count(bucket), 2U) << "its first and its last are in bucket " << bucket;
    EXPECT_EQ(histogram.count(bucket + 1), 1U) << "its end is in the next one, " << bucket + 1;
  }
}

TEST(Spread, TheLastBucketTakesAllThatIsLonger) {
  Spread histogram;
  for (const std::int64_t took : {std::int64_t{1} << 29, std::int64_t{1} << 31, std::int64_t{1} << 62})
    histogram.add(took);
  EXPECT_EQ(histogram.count(Spread::buckets - 1), 3U) << "a quarter of an hour or a year: the last bucket";
  EXPECT_EQ(histogram.longest(), std::int64_t{1} << 62) << "the longest is exact";
  EXPECT_EQ(histogram.all(), 3U) << "all are counted";
}

TEST(Spread, CountsExactly) {
  Spread histogram;
  for (std::int64_t took = 1; took <= 1000; ++took) histogram.add(took);
  std::uint64_t counted = 0;
  for (std::size_t bucket = 0; bucket != Spread::buckets; ++bucket) counted += histogram.count(bucket);
  EXPECT_EQ(counted, 1000U) << "each is in one bucket";
  EXPECT_EQ(histogram.all(), 1000U) << "a thousand";
  EXPECT_EQ(histogram.sum(), 500'500) << "the sum of 1 to 1000";
  EXPECT_EQ(histogram.longest(), 1000) << "the longest of them";
}

TEST(Spread, APercentileIsTheEndOfItsBucket) {
  Spread histogram;
  for (int i = 0; i != 98; ++i) histogram.add(3);
  histogram.add(100);
  histogram.add(1000);
  EXPECT_EQ(histogram.percentile(50), 4) << "half of them took less than 4";
  EXPECT_EQ(histogram.percentile(98), 4) << "98 of a hundred, just";
  EXPECT_EQ(histogram.percentile(99), 128) << "99 of a hundred took less than 128";
  EXPECT_EQ(histogram.percentile(100), 1000) << "all of them took 1000 or less";
}

TEST(Spread, OfAHundredEachCounts) {
  for (int percent = 1; percent != 100; ++percent) {
    Spread histogram;
    for (int i = 0; i != 100; ++i) histogram.add(i < percent ? 3 : 1000);
    EXPECT_EQ(histogram.percentile(percent), 4)
        << percent << " of a hundred took 3, just as many as were asked for";
    EXPECT_EQ(histogram.percentile(percent + 1), 1000) << "and with one more it is the longest";
  }
}

TEST(Spread, TheLastBucketHasNoEndButTheLongest) {
  Spread histogram;
  histogram.add(1);
  histogram.add(std::int64_t{1} << 40);
  EXPECT_EQ(histogram.percentile(50), 2) << "one of two took 1";
  EXPECT_EQ(histogram.percentile(100), std::int64_t{1} << 40)
      << "the other took far longer than 2^30, where the last bucket would end if it did not take all";
}

TEST(Spread, NothingIsSaidToHaveTakenLongerThanTheLongest) {
  Spread histogram;
  histogram.add(1025);
  EXPECT_EQ(histogram.percentile(50), 1025) << "its bucket reaches to 2048, but nothing took so long";
  EXPECT_EQ(histogram.percentile(100), 1025) << "its bucket reaches to 2048, but nothing took so long";
}

TEST(Spread, OfFewTheirLongestCounts) {
  Spread histogram;
  histogram.add(2);
  histogram.add(500);
  EXPECT_EQ(histogram.percentile(50), 4) << "one of two is the half";
  EXPECT_EQ(histogram.percentile(51), 500) << "one of two is not 51 of a hundred";
  EXPECT_EQ(histogram.percentile(99), 500) << "99 of a hundred of two are both";
}

TEST(Spread, LessThanNothingIsNothing) {
  Spread histogram;
  histogram.add(-5);
  histogram.add(std::numeric_limits<std::int64_t>::min());
  histogram.add(7);
  EXPECT_EQ(histogram.count(0), 2U) << "a time less than nothing is none";
  EXPECT_EQ(histogram.sum(), 7) << "and takes nothing off the sum";
  EXPECT_EQ(histogram.all(), 3U) << "but it is one";
}

TEST(Spread, TakesNoMoreRoomHoweverManyThereAre) {
  EXPECT_LE(sizeof(Spread), 1024U) << "31 counters, and a few numbers more";
  EXPECT_TRUE(std::is_trivially_copyable_v<Spread>) << "nothing of it lies elsewhere";
  Spread histogram;
  for (int i = 0; i != 1'000'000; ++i) histogram.add(i % 100);
  const Spread copy = histogram;
  EXPECT_EQ(copy.all(), 1'000'000U) << "a copy is one of its own";
  EXPECT_EQ(copy.percentile(99), 99) << "the longest of all";
}

TEST(Spread, AllocatesNothing) {
  Spread histogram;
  const std::size_t before = unroll::check::allocations();
  for (int i = 0; i != 1000; ++i) histogram.add(i);
  EXPECT_EQ(unroll::check::allocations() - before, 0U) << "a thousand were added";
  const std::int64_t said = histogram.percentile(50) + histogram.longest() + Spread::end(3);
  EXPECT_EQ(unroll::check::allocations() - before, 0U) << "and something was asked of them: " << said;
}

TEST(Spread, KnowsNothingOfAnother) {
  Spread one;
  Spread other;
  one.add(3);
  other.add(100);
  other.add(1000);
  EXPECT_EQ(one.all(), 1U) << "two were added to the other";
  EXPECT_EQ(one.sum(), 3) << "two were added to the other";
  EXPECT_EQ(one.longest(), 3) << "two were added to the other";
  EXPECT_EQ(one.count(7), 0U) << "the 100 was added to the other";
  EXPECT_EQ(other.count(2), 0U) << "the 3 was added to this one";
  EXPECT_EQ(other.all(), 2U) << "the 3 was added to this one";
}

}  // namespace
