#include "01_queue/loop.hpp"

#include <gtest/gtest.h>

#include "worlds/worlds.hpp"

namespace unroll {
namespace {

template <class World>
struct LoopOn : testing::Test {
  World world;
};
TYPED_TEST_SUITE(LoopOn, worlds::WorldsFor<1>, worlds::Names);

TYPED_TEST(LoopOn, PostNeverRunsTheJobHereAndNow) {
  bool ran = false;
  this->world.loop.post([&] { ran = true; });
  EXPECT_FALSE(ran);
  this->world.run();
  EXPECT_TRUE(ran);
}

}  // namespace
}  // namespace unroll
