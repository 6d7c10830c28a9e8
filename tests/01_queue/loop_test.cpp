#include "01_queue/loop.hpp"

#include <gtest/gtest.h>

namespace unroll {
namespace {

TEST(Loop, PostNeverRunsTheJobHereAndNow) {
  Loop loop;
  bool ran = false;
  loop.post([&] { ran = true; });
  EXPECT_FALSE(ran);
  loop.run();
  EXPECT_TRUE(ran);
}

}  // namespace
}  // namespace unroll
