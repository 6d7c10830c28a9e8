#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace unroll::monitor {

/// How often something took how long, in microseconds. Each bucket reaches to twice as much as the one before
/// it: 1, 2, 4, 8 … so that thirty of them reach from a microsecond to a quarter of an hour, and to note one
/// is to count the bits of a number. What is longer goes to the last. Threads: one at a time.
class Histogram {
 public:
  /// The last one has all that is longer, too.
  static constexpr std::size_t buckets = 31;

  /// Notes one. What is below 0, by a clock that went back, counts as 0. Never allocates.
  void add(std::int64_t took) {
    took = std::max<std::int64_t>(took, 0);
    ++counts_[bucket_of(took)];
    ++all_;
    sum_ += took;
    longest_ = std::max(longest_, took);
  }

  /// How many were noted.
  std::uint64_t all() const { return all_; }

  /// Of all that were noted, in microseconds.
  std::int64_t sum() const { return sum_; }

  /// To the microsecond; 0 if none was noted.
  std::int64_t longest() const { return longest_; }

  /// How many took at least `begin(bucket)` and less than `end(bucket)`.
  std::uint64_t count(std::size_t bucket) const { return counts_[bucket]; }

  /// In microseconds.
  static std::int64_t begin(std::size_t bucket) { return bucket == 0 ? 0 : std::int64_t{1} << (bucket - 1); }

  /// In microseconds. That of the last bucket is not the end of what is in it.
  static std::int64_t end(std::size_t bucket) { return std::int64_t{1} << bucket; }

  /// So many of a hundred took less than this, or just this: the end of a bucket, or the longest of all. 0 if
  /// none was noted. Needs: from 0 to 100.
  std::int64_t percentile(int percent) const {
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket + 1 != buckets; ++bucket) {
      seen += counts_[bucket];
      if (seen * 100 >= all_ * static_cast<std::uint64_t>(percent)) return std::min(end(bucket), longest_);
    }
    return longest_;
  }

 private:
  static std::size_t bucket_of(std::int64_t took) {
    return std::min<std::size_t>(static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(took))),
                                 buckets - 1);
  }

  std::array<std::uint64_t, buckets> counts_{};
  std::uint64_t all_ = 0;
  std::int64_t sum_ = 0;
  std::int64_t longest_ = 0;
};

}  // namespace unroll::monitor
