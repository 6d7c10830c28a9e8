#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "03_futures/sleep_for.hpp"
#include "allocations.hpp"

namespace unroll {
namespace {

constexpr std::size_t wide = 100'000;

struct Wide : testing::Test {
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
  std::vector<Promise<std::size_t>> promises;

  std::vector<Future<std::size_t>> futures() {
    std::vector<Future<std::size_t>> result;
    promises.reserve(wide);
    result.reserve(wide);
    for (std::size_t i = 0; i != wide; ++i) result.push_back(promises.emplace_back(loop).get_future());
    return result;
  }
  std::size_t run_jobs() {
    std::size_t jobs = 0;
    while (loop.run_one()) ++jobs;
    return jobs;
  }
};

TEST_F(Wide, AllOfAHundredThousandTakeOneJobEach) {
  auto together = all(loop, futures());
  for (std::size_t i = wide; i-- != 0;) promises[i].set_value(i);
  EXPECT_EQ(run_jobs(), wide);
  const auto values = together.get();
  ASSERT_EQ(values.size(), wide);
  for (std::size_t i = 0; i != wide; ++i) ASSERT_EQ(values[i], i);
}

TEST_F(Wide, AllAllocatesItselfAndItsArraysWhateverTheirLength) {
  auto sources = futures();
  const std::size_t before = allocations();
  const auto together = all(loop, std::move(sources));
  EXPECT_LE(allocations() - before, 6U);
}

TEST_F(Wide, AllOfAHundredThousandAreDestroyed) {
  auto sources = futures();
  const std::size_t before = allocations();
  std::optional together = all(loop, std::move(sources));
  for (std::size_t i = 0; i != wide / 2; ++i) promises[i].set_value(i);
  together.reset();
  EXPECT_LE(run_jobs(), wide / 2);
  for (const auto& promise : promises) ASSERT_TRUE(promise.abandoned());
  EXPECT_LE(allocations() - before, 2 * wide);
}

TEST_F(Wide, AnyOfAHundredThousandDestroysTheOthersOnce) {
  auto first = any(loop, futures());
  const std::size_t before = allocations();
  promises[wide / 2].set_value(7);
  EXPECT_EQ(run_jobs(), 1U);
  EXPECT_EQ(first.get(), 7U);
  for (const auto& promise : promises) ASSERT_TRUE(promise.abandoned());
  EXPECT_LE(allocations() - before, 4 * wide);
}

TEST_F(Wide, AHundredThousandSleepsAreAllocatedOnceEach) {
  std::vector<Future<void>> sleeps;
  sleeps.reserve(wide);
  const std::size_t before = allocations();
  for (std::size_t i = 0; i != wide; ++i)
    sleeps.push_back(sleep_for(timers, std::chrono::milliseconds(i * 7 % wide)));
  EXPECT_LE(allocations() - before, wide + 50);
  auto together = all(loop, std::move(sleeps));
  EXPECT_LE(run_jobs(), 4 * wide);
  EXPECT_TRUE(together.ready());
  EXPECT_EQ(clock.now(), TimePoint{std::chrono::milliseconds(wide - 1)});
}

}  // namespace
}  // namespace unroll
