#include <gtest/gtest.h>

#include <cstddef>
#include <utility>

#include "01_queue/loop.hpp"

namespace unroll {
namespace {

/// A job that counts how often it is moved.
struct Moving {
  std::size_t* moves;
  std::size_t* runs;
  Moving(std::size_t* count, std::size_t* ran) : moves(count), runs(ran) {}
  Moving(Moving&& other) noexcept : moves(other.moves), runs(other.runs) { ++*moves; }
  Moving& operator=(Moving&&) = delete;
  ~Moving() = default;
  void operator()() const { ++*runs; }
};

std::size_t moves_of(std::size_t jobs) {
  std::size_t moves = 0;
  std::size_t runs = 0;
  Loop loop;
  for (std::size_t i = 0; i != jobs; ++i) loop.post(Moving(&moves, &runs));
  loop.run();
  EXPECT_EQ(runs, jobs);
  return moves;
}

TEST(LoopCost, AJobIsMovedAFewTimesHoweverLongTheQueue) {
  EXPECT_LE(moves_of(1), 4U);
  EXPECT_EQ(moves_of(100'000), 100'000 * moves_of(1));
}

TEST(LoopCost, AMillionJobsInAChainNeedNoMoreRoomThanOne) {
  Loop loop;
  std::size_t left = 1'000'000;
  std::size_t times_not_alone = 0;
  struct Step {
    Loop& loop;
    std::size_t& left;
    std::size_t& times_not_alone;
    void operator()() const {
      if (!loop.empty()) ++times_not_alone;
      if (--left != 0) loop.post(*this);
    }
  };
  loop.post(Step{loop, left, times_not_alone});
  loop.run();
  EXPECT_EQ(left, 0U);
  EXPECT_EQ(times_not_alone, 0U);
}

}  // namespace
}  // namespace unroll
