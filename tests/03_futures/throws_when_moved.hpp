#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "03_futures/future.hpp"
#include "worlds/worlds.hpp"

namespace unroll {

/// A value that throws when it is moved for the n-th time. Not for two at once.
struct ThrowsWhenMoved {
  ThrowsWhenMoved() = default;
  ThrowsWhenMoved(ThrowsWhenMoved&& /*other*/) { count(); }
  ThrowsWhenMoved& operator=(ThrowsWhenMoved&& /*other*/) {
    count();
    return *this;
  }
  ~ThrowsWhenMoved() = default;

  inline static int moves_left = -1;
  static bool has_thrown() { return moves_left < 0; }

 private:
  static void count() {
    if (moves_left-- == 0) throw std::runtime_error("moved once too often");
  }
};

/// Builds a future in a new world again and again: it throws at the first move of its values, at the second …
/// until no move is left. Each time the loop runs to its end, and the future brings the value or that error.
template <class Build>
void expect_to_survive_every_move(Build build) {
  int moves = 0;
  for (bool thrown = true; thrown; ++moves) {
    SCOPED_TRACE("throws at move " + std::to_string(moves));
    worlds::TimedWorld world;
    ThrowsWhenMoved::moves_left = moves;
    auto future = build(world);
    EXPECT_NO_THROW(world.run());
    ASSERT_TRUE(future.ready());
    std::string error;
    try {
      future.get();
    } catch (const std::exception& one) {
      error = one.what();
    }
    thrown = ThrowsWhenMoved::has_thrown();
    EXPECT_EQ(error, thrown ? "moved once too often" : "");
  }
  EXPECT_GT(moves, 1) << "it was never moved";
}

}  // namespace unroll
