#include "07_threads/semaphore.hpp"

#include "03_futures/sleep_for.hpp"
#include "05_scopes/scope.hpp"
#include "07_threads/mutex.hpp"
#include "allocations.hpp"
#include "home.hpp"

namespace unroll {
namespace {

struct SemaphoreTest : testing::Test {
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
};

TEST_F(SemaphoreTest, APermitThatIsThereIsReadyAtOnce) {
  Semaphore two(loop, 2);
  Future<Permit> first = two.acquire();
  Future<Permit> second = two.acquire();
  EXPECT_TRUE(first.ready());
  EXPECT_TRUE(second.ready());
  EXPECT_EQ(two.free(), 0U);
  const Future<Permit> third = two.acquire();
  EXPECT_FALSE(third.ready());
}

TEST_F(SemaphoreTest, GoesToThoseWhoWaitInTheirOrder) {
  Semaphore one(loop, 1);
  std::string log;
  const auto use = [](Semaphore& semaphore, Timers& at, std::string& said, char name) -> Task<> {
    const Permit permit = co_await semaphore.acquire();
    said += name;
    co_await sleep_for(at, 1s);
    said += name;
  };
  Scope scope(loop);
  for (const char name : {'a', 'b', 'c'}) scope.spawn(use(one, timers, log, name));
  loop.run();
  EXPECT_EQ(log, "aabbcc");
  EXPECT_EQ(one.free(), 1U);
}

TEST_F(SemaphoreTest, ALateComerDoesNotPushIn) {
  Semaphore one(loop, 1);
  Permit held = one.acquire().get();
  Future<Permit> waits = one.acquire();
  held.give_back();
  EXPECT_TRUE(waits.ready());
  EXPECT_FALSE(one.acquire().ready()) << "the permit is on its way to who waited";
}

TEST_F(SemaphoreTest, APermitForATaskThatIsCancelledBeforeItGoesOnIsNotLost) {
  Semaphore one(loop, 1);
  Permit held = one.acquire().get();
  auto first = std::make_unique<Future<Permit>>(one.acquire());
  Future<Permit> second = one.acquire();
  held.give_back();
  ASSERT_TRUE(first->ready()) << "it has the permit, and has not run yet";
  first.reset();
  ASSERT_TRUE(second.ready());
  EXPECT_EQ(one.free(), 0U);
  (void)second.get();
  EXPECT_EQ(one.free(), 1U);
}

TEST_F(SemaphoreTest, WhoGoesAwayWhileHeWaitsIsPassedOver) {
  Semaphore one(loop, 1);
  Permit held = one.acquire().get();
  {
    const Future<Permit> goes = one.acquire();
  }
  Future<Permit> stays = one.acquire();
  held.give_back();
  EXPECT_TRUE(stays.ready());
}

TEST_F(SemaphoreTest, ThoseWhoWentAwayDoNotPileUp) {
  Semaphore none(loop, 0);
  const std::size_t before = live_allocations();
  for (int i = 0; i != 100000; ++i) (void)none.acquire();
  EXPECT_LT(live_allocations() - before, 1000U);
  Future<Permit> waits = none.acquire();
  none.release();
  EXPECT_TRUE(waits.ready());
}

TEST_F(SemaphoreTest, APermitThatAnotherTakesThePlaceOfIsGivenBack) {
  Semaphore one(loop, 1);
  Semaphore other(loop, 1);
  Permit held = one.acquire().get();
  held = other.acquire().get();
  EXPECT_EQ(one.free(), 1U);
  EXPECT_EQ(other.free(), 0U);
}

TEST_F(SemaphoreTest, AConsumedPermitIsNotGivenBack) {
  Semaphore one(loop, 1);
  one.acquire().get().consume();
  EXPECT_EQ(one.free(), 0U);
}

TEST_F(SemaphoreTest, OfAnotherThreadIsRefused) {
  Semaphore one(loop, 1);
  std::thread([&] {
    EXPECT_THROW((void)one.acquire(), WrongThread);
    EXPECT_THROW(one.release(), WrongThread);
  }).join();
  EXPECT_EQ(one.free(), 1U);
}

/// One permit for many; whoever is cancelled, at whatever step, it comes back.
TEST_F(SemaphoreTest, DroppedAfterEveryStepThePermitIsThere) {
  bool over = false;
  for (int steps = 0; !over && steps != 1000; ++steps) {
    Semaphore one(loop, 1);
    {
      Scope scope(loop);
      const auto use = [](Semaphore& semaphore, Timers& at) -> Task<> {
        const Permit permit = co_await semaphore.acquire();
        co_await sleep_for(at, 1s);
      };
      for (int i = 0; i != 4; ++i) scope.spawn(use(one, timers));
      int ran = 0;
      while (ran != steps && loop.run_one()) ++ran;
      over = ran != steps;
    }
    EXPECT_EQ(one.free(), 1U) << "after " << steps << " jobs";
    loop.run();
  }
  EXPECT_TRUE(over);
}

TEST_F(SemaphoreTest, AMutexIsHeldAcrossAnAwait) {
  Mutex mutex(loop);
  int balance = 100;
  const auto withdraw = [](Mutex& guard, Timers& at, int& account, int amount) -> Task<> {
    const Permit lock = co_await guard.lock();
    const int read = account;
    co_await sleep_for(at, 1s);
    account = read - amount;
  };
  Scope scope(loop);
  for (int i = 0; i != 10; ++i) scope.spawn(withdraw(mutex, timers, balance, 10));
  loop.run();
  EXPECT_EQ(balance, 0);
  EXPECT_FALSE(mutex.is_locked());
}

}  // namespace
}  // namespace unroll
