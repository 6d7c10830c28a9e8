#include <atomic>
#include <future>
#include <latch>
#include <stdexcept>
#include <thread>

#include "07_threads/pool.hpp"
#include "gate.hpp"
#include "home.hpp"
#include "sooner_or_later.hpp"

namespace unroll {
namespace {

using PoolEnd = Home;

TEST_F(PoolEnd, DrainRunsWhatIsQueuedAndTellsItsHome) {
  std::atomic<int> ran = 0;
  Pool pool(2);
  for (int i = 0; i != 100; ++i) ASSERT_TRUE(pool.post(Job([&] { ++ran; })));
  const auto drained = [](Pool& pool_, Mailbox& home) -> Task<> { co_await pool_.drain(home); };
  run(drained(pool, mailbox));
  EXPECT_EQ(ran, 100);
  EXPECT_FALSE(pool.post(Job([] {}))) << "it takes no more";
}

TEST_F(PoolEnd, SeveralThreadsMayWaitForItAtOnce) {
  Gate gate;
  std::atomic<int> waiting = 0;
  Pool pool(1);
  ASSERT_TRUE(pool.post(Job([&] { gate.pass(); })));
  const auto wait = [&] {
    ++waiting;
    pool.drain_and_wait();
    EXPECT_EQ(pool.workers(), 0U);
  };
  std::thread one(wait);
  std::thread other(wait);
  EXPECT_TRUE(sooner_or_later([&] { return waiting == 2; }));
  for (int i = 0; i != 1000; ++i) std::this_thread::yield();  // so that both are likely to be in the midst of it
  gate.open();
  one.join();
  other.join();
}

TEST_F(PoolEnd, AbandonDropsWhatIsQueued) {
  Gate gate;
  std::latch begun(1);
  std::atomic<int> ran = 0;
  Pool pool(1);
  ASSERT_TRUE(pool.post(Job([&] {
    begun.count_down();
    gate.pass();
    ++ran;
  })));
  begun.wait();
  for (int i = 0; i != 10; ++i)
    ASSERT_TRUE(pool.post(Job([&] { ++ran; }), i % 2 == 0 ? Lane::quick : Lane::slow));
  Future<void> ended = pool.abandon(mailbox);
  EXPECT_EQ(pool.waiting(), 0U);
  EXPECT_FALSE(ended.ready());
  gate.open();
  const auto wait = [](Future<void> until) -> Task<> { co_await std::move(until); };
  run(wait(std::move(ended)));
  EXPECT_EQ(ran, 1);
}

TEST_F(PoolEnd, IsDrainedWhenTheLastWorkerHasEndedAndNotTheFirst) {
  Gate first;
  Gate last;
  std::latch begun(2);
  Pool pool(2);
  for (Gate* const gate : {&first, &last}) {
    ASSERT_TRUE(pool.post(Job([&begun, gate] {
      begun.arrive_and_wait();
      gate->pass();
    })));
  }
  begun.wait();
  Future<void> drained = pool.drain(mailbox);
  first.open();
  EXPECT_TRUE(sooner_or_later([&] { return pool.workers() == 1; }));
  for (int turn = 0; turn != 20; ++turn) {
    loop.post([] {});  // so that it does not sleep
    loop.run_one();
  }
  EXPECT_FALSE(drained.ready());
  last.open();
  loop.run();
  EXPECT_TRUE(drained.ready());
}

TEST_F(PoolEnd, WhatAnAbandonedJobCapturedMayPost) {
  Gate gate;
  std::latch begun(1);
  Pool pool(1);
  ASSERT_TRUE(pool.post(Job([&] {
    begun.count_down();
    gate.pass();
  })));
  begun.wait();
  bool refused = false;
  const auto posts = [&](void*) { refused = !pool.post(Job([] {})); };
  ASSERT_TRUE(pool.post(Job([last = std::shared_ptr<void>(nullptr, posts)] {})));
  const Future<void> ended = pool.abandon(mailbox);
  EXPECT_TRUE(refused) << "and it does not wait for the lock of its own pool";
  gate.open();
}

/// The pool goes first, then it is told.
struct LastOwner {
  std::shared_ptr<void> told;
  std::shared_ptr<Pool> pool;
};

TEST_F(PoolEnd, MayDieInAJobOfItsOwn) {
  std::promise<void> gone;
  auto pool = std::make_shared<Pool>(1);
  Gate gate;
  auto job = [&gate, last = LastOwner{std::shared_ptr<void>(nullptr, [&](void*) { gone.set_value(); }),
                                      pool}] { gate.pass(); };
  ASSERT_TRUE(pool->post(Job(std::move(job))));
  pool.reset();
  gate.open();
  gone.get_future().wait();
}

TEST_F(PoolEnd, MayDieInAJobBeforeWhoPostsItHasComeBack) {
  for (int round = 0; round != 200; ++round) {
    std::promise<void> gone;
    auto pool = std::make_shared<Pool>(1);
    Pool& same = *pool;
    LastOwner last{std::shared_ptr<void>(nullptr, [&](void*) { gone.set_value(); }), std::move(pool)};
    ASSERT_TRUE(same.post(Job([owner = std::move(last)] {})));
    gone.get_future().wait();
  }
}

TEST(PoolDeathTest, AJobThatThrowsEndsTheProgram) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // for it starts a thread
  EXPECT_DEATH(
      {
        Pool pool(1);
        (void)pool.post(Job([] { throw std::runtime_error("out of a job"); }));
        pool.drain_and_wait();
      },
      "");
}

TEST_F(PoolEnd, OfWhichNothingWasAskedIsDrainedAtOnce) {
  Pool pool(2);
  const auto drained = [](Pool& pool_, Mailbox& home) -> Task<> { co_await pool_.drain(home); };
  run(drained(pool, mailbox));
}

TEST_F(PoolEnd, DestroyedItWaitsForWhatRunsAndDropsTheRest) {
  std::atomic<int> ran = 0;
  const auto token = std::make_shared<int>();
  Gate gate;
  std::latch begun(1);
  std::thread opens;
  {
    Pool pool(1);
    ASSERT_TRUE(pool.post(Job([&] {
      begun.count_down();
      gate.pass();
      ++ran;
    })));
    begun.wait();
    ASSERT_TRUE(pool.post(Job([&ran, token] { ++ran; })));
    opens = std::thread([&] {
      EXPECT_TRUE(sooner_or_later([&] { return token.use_count() == 1; })) << "what has not begun is dropped";
      gate.open();
    });
  }
  EXPECT_EQ(ran, 1) << "what runs has ended";
  opens.join();
}

TEST_F(PoolEnd, WaitingForItselfIsRefused) {
  Pool pool(1);
  std::promise<bool> refused;
  ASSERT_TRUE(pool.post(Job([&] {
    try {
      pool.drain_and_wait();
      refused.set_value(false);
    } catch (const WrongThread&) {
      refused.set_value(true);
    }
  })));
  EXPECT_TRUE(refused.get_future().get());
}

}  // namespace
}  // namespace unroll
