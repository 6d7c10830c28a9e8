#include <gtest/gtest.h>

#include <utility>

#include "03_futures/throws_when_moved.hpp"
#include "04_coroutines/start.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

template <class World>
struct ThrowingValuesOfTasksOn : testing::Test {};
TYPED_TEST_SUITE(ThrowingValuesOfTasksOn, worlds::VirtualWorldsFor<4>, worlds::Names);

Task<ThrowsWhenMoved> inner() { co_return ThrowsWhenMoved(); }
Task<ThrowsWhenMoved> outer() { co_return co_await inner(); }

TYPED_TEST(ThrowingValuesOfTasksOn, ArriveAsErrorsWhereverTheyThrow) {
  expect_to_survive_every_move<TypeParam>([](auto& world) { return start(world.loop, outer()); });
}

}  // namespace
}  // namespace unroll
