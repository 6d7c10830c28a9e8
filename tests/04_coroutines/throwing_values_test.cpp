#include <gtest/gtest.h>

#include <utility>

#include "03_futures/throws_when_moved.hpp"
#include "04_coroutines/start.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct ThrowingValuesOfTasksOn : worlds::TestOn {};
UNROLL_ON_VIRTUAL_WORLDS(ThrowingValuesOfTasksOn, 4);

Task<ThrowsWhenMoved> inner() { co_return ThrowsWhenMoved(); }
Task<ThrowsWhenMoved> outer() { co_return co_await inner(); }

TEST_P(ThrowingValuesOfTasksOn, ArriveAsErrorsWhereverTheyThrow) {
  expect_to_survive_every_move([](auto& world) { return start(world.loop, outer()); });
}

}  // namespace
}  // namespace unroll
