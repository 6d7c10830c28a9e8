#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "03_futures/future.hpp"
#include "allocations.hpp"

namespace unroll {
namespace {

constexpr std::size_t deep = 100'000;

/// Chains that overflow the stack if anything recurses, and that take forever if anything is quadratic: so
/// the jobs and the allocations are counted.
struct Deep : testing::Test {
  Loop loop;
  Promise<std::size_t> promise{loop};
  Future<std::size_t> future = promise.get_future();

  Future<std::size_t> chain(Future<std::size_t> from) {
    for (std::size_t i = 0; i != deep; ++i)
      from = std::move(from).then([](std::size_t value) { return value + 1; });
    return from;
  }
  std::size_t run_jobs() {
    std::size_t jobs = 0;
    while (loop.run_one()) ++jobs;
    return jobs;
  }
};

TEST_F(Deep, AChainIsResolvedWithOneJobALink) {
  Future<std::size_t> end = chain(std::move(future));
  promise.set_value(0);
  EXPECT_EQ(run_jobs(), deep);
  EXPECT_EQ(end.get(), deep);
}

TEST_F(Deep, AChainIsDestroyedBeforeAnythingHasHappened) {
  const std::size_t before = live_allocations();
  {
    const Future<std::size_t> end = chain(std::move(future));
  }
  EXPECT_LE(live_allocations(), before + 10) << "links are left";
  EXPECT_TRUE(promise.abandoned());
}

TEST_F(Deep, AChainIsDestroyedHalfWay) {
  std::optional end = chain(std::move(future));
  promise.set_value(0);
  for (std::size_t i = 0; i != deep / 2; ++i) loop.run_one();
  end.reset();
  EXPECT_LE(run_jobs(), 1U) << "the one that was queued";
}

TEST_F(Deep, ALinkIsOneAllocation) {
  const std::size_t before = allocations();
  const Future<std::size_t> end = chain(std::move(future));
  EXPECT_LE(allocations() - before, deep + 10);
}

TEST_F(Deep, AnErrorPassesByAllOfThem) {
  Future<std::size_t> end = chain(std::move(future));
  promise.set_exception(std::make_exception_ptr(7));
  EXPECT_EQ(run_jobs(), deep);
  EXPECT_THROW(end.get(), int);
}

/// A function that returns a future, whose function returns a future …
struct Nested : Deep {
  Future<std::size_t> nest(std::size_t left) {
    Promise<std::size_t> next(loop);
    Future<std::size_t> result = next.get_future();
    if (left == 0) {
      innermost = std::move(next);
      return result;
    }
    next.set_value(0);
    return std::move(result).then([this, left](std::size_t) { return nest(left - 1); });
  }
  std::optional<Promise<std::size_t>> innermost;
};

TEST_F(Nested, FuturesInFuturesAreResolved) {
  Future<std::size_t> outermost = nest(deep);
  EXPECT_EQ(run_jobs(), deep);
  innermost->set_value(7);
  EXPECT_EQ(run_jobs(), deep) << "one job for each level on the way back";
  EXPECT_EQ(outermost.get(), 7U);
}

TEST_F(Nested, FuturesInFuturesAreDestroyed) {
  std::optional outermost = nest(deep);
  run_jobs();
  EXPECT_FALSE(innermost->abandoned());
  outermost.reset();
  EXPECT_TRUE(innermost->abandoned());
}

TEST_F(Deep, AllOfAllOfAllAreDestroyed) {
  struct Leaf {};
  Promise<void> leaf(loop);
  Future<void> nested = leaf.get_future();
  for (std::size_t i = 0; i != deep; ++i) {
    std::vector<Future<void>> one;
    one.push_back(std::move(nested));
    nested = i % 2 == 0 ? all(loop, std::move(one)) : any(loop, std::move(one));
  }
  nested = {};
  EXPECT_TRUE(leaf.abandoned());
}

}  // namespace
}  // namespace unroll
