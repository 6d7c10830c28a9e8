#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "03_futures/throws_when_moved.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

/// Values are the user's: moving them from hand to hand may throw. That is an error like any other: it
/// travels to whoever waits, it leaves nobody waiting, and it does not leave the loop.
struct ThrowingValuesOn : worlds::TestOn {};
UNROLL_ON_VIRTUAL_WORLDS(ThrowingValuesOn, 3);

Future<ThrowsWhenMoved> later(Loop& loop) {
  Promise<void> promise(loop);
  Future<void> future = promise.get_future();
  loop.post([kept = std::move(promise)]() mutable { kept.set_value(); });
  return std::move(future).then([] { return ThrowsWhenMoved(); });
}

std::vector<Future<ThrowsWhenMoved>> three(Loop& loop) {
  std::vector<Future<ThrowsWhenMoved>> futures;
  while (futures.size() != 3) futures.push_back(later(loop));
  return futures;
}

TEST_P(ThrowingValuesOn, ThroughAChain) {
  expect_to_survive_every_move([](auto& world) {
    return later(world.loop)
        .then([](ThrowsWhenMoved value) { return value; })
        .then([](Future<ThrowsWhenMoved> ready) { return ready.get(); });
  });
}

TEST_P(ThrowingValuesOn, OutOfAFutureThatAFunctionReturned) {
  expect_to_survive_every_move([](auto& world) {
    return later(world.loop).then([&loop = world.loop](ThrowsWhenMoved) { return later(loop); });
  });
}

TEST_P(ThrowingValuesOn, ThroughAll) {
  expect_to_survive_every_move([](auto& world) { return all(world.loop, three(world.loop)); });
}

TEST_P(ThrowingValuesOn, ThroughAny) {
  Loop loop;
  for (int moves = 0; moves != 20; ++moves) {
    ThrowsWhenMoved::moves_left = moves;
    Future<ThrowsWhenMoved> first = any(loop, three(loop));
    EXPECT_NO_THROW(loop.run());
    EXPECT_TRUE(first.ready()) << "throws at move " << moves;
    static_cast<void>(first.take());
  }
}

TEST_P(ThrowingValuesOn, APromiseWhoseValueDoesNotArriveCanStillBeKept) {
  TimedWorld world;
  Promise<ThrowsWhenMoved> promise(world.loop);
  Future<ThrowsWhenMoved> future = promise.get_future();
  ThrowsWhenMoved::moves_left = 0;
  EXPECT_THROW(promise.set_value({}), std::runtime_error);
  EXPECT_FALSE(future.ready());
  ThrowsWhenMoved::moves_left = -1;
  promise.set_value({});
  EXPECT_FALSE(future.take().failed());
}

TEST_P(ThrowingValuesOn, APromiseThatWasKeptBringsTheErrorOfTheMove) {
  TimedWorld world;
  Promise<ThrowsWhenMoved> promise(world.loop);
  Future<ThrowsWhenMoved> future = promise.get_future();
  ThrowsWhenMoved::moves_left = 2;  // behind the two that hand it over
  promise.set_value({});
  ASSERT_TRUE(future.ready());
  EXPECT_THROW(future.get(), std::runtime_error);
}

}  // namespace
}  // namespace unroll
