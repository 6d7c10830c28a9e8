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

#include <array>
#include <cstddef>
#include <cstdint>

#include "todo.hpp"

namespace unroll {

/// How often something took how long, in microseconds.
class Spread {
 public:
  static constexpr std::size_t buckets = 31;

  void add(std::int64_t) { todo("count it in its bucket, and in all of them"); }

  std::uint64_t all() const { todo("how many there are"); }
  std::int64_t sum() const { todo("how long they took together"); }
  std::int64_t longest() const { todo("how long the longest took"); }

  /// How many took at least `begin(bucket)` and less than `end(bucket)`.
  std::uint64_t count(std::size_t bucket) const { return counts_[bucket]; }
  static std::int64_t begin(std::size_t) { todo("where it begins"); }
  static std::int64_t end(std::size_t) { todo("where it ends"); }

  std::int64_t percentile(int) const { todo("so many of a hundred took less than this, or just this"); }

 private:
  std::array<std::uint64_t, buckets> counts_{};
};

}  // namespace unroll
