#include <atomic>
#include <functional>
#include <latch>

#include "07_threads/call_on.hpp"
#include "07_threads/limiter.hpp"
#include "home.hpp"
#include "sooner_or_later.hpp"

namespace unroll {
namespace {

Task<int> answer(Pool& pool, Mailbox& home) {
  co_return co_await call_on(pool, home, [] { return 42; });
}

/// Slow jobs for a pool of two, however they come there; and then a quick one.
struct Lanes : Home {
  std::latch go{1};
  Pool two{2};
  CapacityLimiter limit{loop, 2};
  std::atomic<std::size_t> begun = 0;
  std::function<void()> slow = [this] {
    ++begun;
    go.wait();
  };

  static Task<> limited(Lanes& lanes) {
    co_await call_on(lanes.two, lanes.mailbox, lanes.limit, lanes.slow, Lane::slow);
  }

  /// Ends well if one of the workers is left for it.
  void expect_that_a_quick_one_is_done() {
    const auto within_a_minute = [](Poller& poller_, Task<int> task) -> Task<int> {
      co_return co_await with_timeout(poller_.timers(), 1min, std::move(task));
    };
    try {
      EXPECT_EQ(run(within_a_minute(poller, answer(two, mailbox))), 42);
    } catch (const TimedOut&) {
      ADD_FAILURE() << "slow jobs have taken the last worker";
    }
    go.count_down();
  }
};

TEST_F(Lanes, ACallHasOne) {
  const Future<void> first = call_on(two, mailbox, slow, Lane::slow);
  const Future<void> second = call_on(two, mailbox, slow, Lane::slow);
  expect_that_a_quick_one_is_done();
}

TEST_F(Lanes, ACallThatWaitsForAPermitHasOne) {
  const Future<void> first = start(loop, limited(*this));
  const Future<void> second = start(loop, limited(*this));
  while (limit.borrowed() != 2) ASSERT_TRUE(loop.run_one());
  expect_that_a_quick_one_is_done();
}

TEST_F(Lanes, ACallThatAThreadWaitsForHasOne) {
  const auto wait = [this] { call_on_and_wait(two, slow, Lane::slow); };
  const std::jthread first(wait);
  const std::jthread second(wait);
  EXPECT_TRUE(sooner_or_later([this] { return begun + two.waiting() == 2; }));
  expect_that_a_quick_one_is_done();
}

}  // namespace
}  // namespace unroll
