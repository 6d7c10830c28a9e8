#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <source_location>

#include "02_callbacks/timers.hpp"
#include "allocations.hpp"
#include "bench/costs_in_texts.hpp"

namespace unroll {

/// A loop, timers, and the question how often an operation asks for memory.
class Allocations : public testing::Test {
 protected:
  /// Checks what one run of `operation` and of all the jobs it leads to asks for, beside the queue's own: one
  /// block for every few jobs, which is taken off. Debug builds must meet the number; optimized ones may stay
  /// below, for compilers elide frames.
  template <class F>
  void costs(std::size_t expected, F operation, std::source_location at = std::source_location::current()) {
    repeat(25 * jobs_a_block, operation);  // what is kept for good is there now: blocks, a heap's capacity
    jobs_ = 0;
    const std::size_t asked = allocations_of([&] { repeat(jobs_a_block, operation); });
    const std::size_t own = asked - jobs_ / jobs_a_block;
    testing::ScopedTrace here(at.file_name(), static_cast<int>(at.line()), "asked for memory here");
#ifdef __OPTIMIZE__
    EXPECT_LE(own, expected * jobs_a_block) << "by " << jobs_a_block << " operations";
#else
    EXPECT_EQ(own, expected * jobs_a_block) << "by " << jobs_a_block << " operations";
#endif
  }

  /// Runs the oldest job, or all, and counts them: the queue's share is known by their number.
  bool run_one() {
    if (!loop_.run_one()) return false;
    ++jobs_;
    return true;
  }
  void run() {
    while (run_one()) {
    }
  }

  Loop loop_;
  FakeClock clock_;
  Timers timers_{loop_, clock_};

  /// libstdc++'s std::deque takes blocks of 512 bytes.
  static constexpr std::size_t jobs_a_block = 512 / sizeof(Job);

 private:
  template <class F>
  void repeat(std::size_t times, F& operation) {
    for (std::size_t i = 0; i != times; ++i) {
      operation();
      run();
    }
  }

  std::size_t jobs_ = 0;
};

}  // namespace unroll
