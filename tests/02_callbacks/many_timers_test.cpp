#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "02_callbacks/timers.hpp"
#include "allocations.hpp"

namespace unroll {
namespace {

constexpr std::size_t million = 1'000'000;

struct ManyTimers : testing::Test {
  /// Spread over the next hours, in no order, with many ties.
  static Duration somewhen(std::size_t i) {
    return std::chrono::milliseconds((i * 2'654'435'761U) % 100'003 * 100);
  }

  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
};

TEST_F(ManyTimers, AMillionFireInOrderAndWhenTheyAreDue) {
  std::vector<Callback> kept;
  kept.reserve(million);
  std::size_t fired = 0;
  std::size_t wrong = 0;
  TimePoint last{};
  std::size_t last_armed = 0;
  for (std::size_t i = 0; i != million; ++i) {
    kept.push_back(timers.call_later(somewhen(i), [&, i] {
      ++fired;
      const bool in_order = clock.now() > last || (clock.now() == last && i >= last_armed);
      if (!in_order || clock.now() != TimePoint{} + somewhen(i)) ++wrong;
      last = clock.now();
      last_armed = i;
    }));
  }
  loop.run();
  EXPECT_EQ(fired, million);
  EXPECT_EQ(wrong, 0U);
}

TEST_F(ManyTimers, AMillionArmedAndCalledOffDoNotPileUp) {
  const std::size_t before = live_allocations();
  std::size_t most = 0;
  for (std::size_t i = 0; i != million; ++i) {
    const Callback called_off = timers.call_later(std::chrono::hours(1), [] {});
    if (live_allocations() > most) most = live_allocations();
  }
  EXPECT_LE(most - before, 200U);
  loop.run();
  EXPECT_EQ(clock.now(), TimePoint{});
}

TEST_F(ManyTimers, CalledOffOnesAreSweptOutBeforeTheyOutnumberTheOthers) {
  constexpr std::size_t lasting = 10'000;
  std::vector<Callback> kept;
  kept.reserve(lasting);
  const std::size_t before = live_allocations();
  for (std::size_t i = 0; i != lasting; ++i) kept.push_back(timers.call_later(somewhen(i), [] {}));
  std::size_t most = 0;
  for (std::size_t i = 0; i != million / 10; ++i) {
    const Callback called_off = timers.call_later(std::chrono::hours(1), [] {});
    if (live_allocations() > most) most = live_allocations();
  }
  EXPECT_LE(most - before, 2 * lasting + 200);
}

TEST_F(ManyTimers, ATimeoutThatIsMovedOnForeverKeepsOneTimer) {
  const std::size_t before = live_allocations();
  std::optional<Callback> timeout;
  for (std::size_t i = 0; i != million / 10; ++i) {
    timeout = timers.call_later(std::chrono::seconds(10), [] {});
    clock.advance(std::chrono::milliseconds(1));
    loop.run_one();
  }
  EXPECT_LE(live_allocations() - before, 200U);
}

TEST_F(ManyTimers, ArmingAllocatesOnceWhateverTheNumberOfTheOthers) {
  std::vector<Callback> kept;
  kept.reserve(2000);
  for (std::size_t i = 0; i != 1000; ++i) kept.push_back(timers.call_later(somewhen(i), [] {}));
  const std::size_t before = allocations();
  for (std::size_t i = 0; i != 1000; ++i) kept.push_back(timers.call_later(somewhen(i), [] {}));
  EXPECT_LE(allocations() - before, 1000U + 5) << "one each, and now and then a longer heap";
}

}  // namespace
}  // namespace unroll
