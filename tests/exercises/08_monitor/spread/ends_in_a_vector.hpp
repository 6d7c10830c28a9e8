// Wrong: for each time that is added the ends of all buckets are written into a vector first.
// Caught by: Spread.AllocatesNothing (wrong value)
#pragma once

// A loop ran a million callbacks. To keep a million times is too much, and their mean hides the one that held
// everybody up. Thirty-one counters are enough, if each reaches twice as far as the one before it.
//
// Contract
// - Bucket 0 counts what took less than 1 µs; bucket n what took from 2^(n-1) to less than 2^n µs; the last
//   one all that is longer too. `count`, `begin` and `end` say it of a bucket. Less than nothing is nothing.
// - `all`, `sum` and `longest` are exact. Nothing was added: all are 0.
// - `percentile(p)` is the end of the first bucket up to which at least p of a hundred have been counted; or
//   the longest of all, if that is less or the bucket is the last one. So nothing is said to have taken longer
//   than anything did, nor all to have taken less.
// - However many are added, it takes no more room: nothing is allocated.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace unroll {

/// How often something took how long, in microseconds. Each bucket reaches to twice as much as the one before
/// it: 1, 2, 4, 8 … so that thirty of them reach from a microsecond to a quarter of an hour, and to note one
/// is to count the bits of a number. What is longer goes to the last.
class Spread {
 public:
  static constexpr std::size_t buckets = 31;

  void add(std::int64_t took) {
    took = std::max<std::int64_t>(took, 0);
    ++counts_[bucket_of(took)];
    ++all_;
    sum_ += took;
    longest_ = std::max(longest_, took);
  }

  std::uint64_t all() const { return all_; }
  std::int64_t sum() const { return sum_; }
  std::int64_t longest() const { return longest_; }

  /// How many took at least `begin(bucket)` and less than `end(bucket)`.
  std::uint64_t count(std::size_t bucket) const { return counts_[bucket]; }
  static std::int64_t begin(std::size_t bucket) { return bucket == 0 ? 0 : std::int64_t{1} << (bucket - 1); }
  static std::int64_t end(std::size_t bucket) { return std::int64_t{1} << bucket; }

  /// So many of a hundred took less than this, or just this: the end of a bucket, or the longest of all.
  std::int64_t percentile(int percent) const {
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket != buckets; ++bucket) {
      seen += counts_[bucket];
      if (seen * 100 >= all_ * static_cast<std::uint64_t>(percent)) return std::min(end(bucket), longest_);
    }
    return longest_;
  }

 private:
  static std::size_t bucket_of(std::int64_t took) {
    std::vector<std::int64_t> ends;
    for (std::size_t bucket = 0; bucket != buckets; ++bucket) ends.push_back(end(bucket));
    const auto found = std::upper_bound(ends.begin(), ends.end(), took);
    return std::min<std::size_t>(static_cast<std::size_t>(found - ends.begin()), buckets - 1);
  }

  std::array<std::uint64_t, buckets> counts_{};
  std::uint64_t all_ = 0;
  std::int64_t sum_ = 0;
  std::int64_t longest_ = 0;
};

}  // namespace unroll
