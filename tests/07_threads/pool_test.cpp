#include "07_threads/pool.hpp"

#include <atomic>
#include <future>
#include <latch>
#include <set>

#include "07_threads/call_on.hpp"
#include "07_threads/stage.hpp"
#include "home.hpp"

namespace unroll {
namespace {

struct PoolTest : Home {};

/// Jobs that have begun wait here until the test lets them go.
class Gate {
 public:
  void pass() { open_.wait(); }
  void open() { promise_.set_value(); }

 private:
  std::promise<void> promise_;
  std::shared_future<void> open_ = promise_.get_future().share();
};

TEST_F(PoolTest, RefusesToBeWithoutWorkers) { EXPECT_THROW(Pool(0), std::invalid_argument); }

TEST_F(PoolTest, StartsThreadsOnlyWhenThereIsWork) {
  Pool pool(4);
  EXPECT_EQ(pool.workers(), 0U);
  ASSERT_TRUE(pool.post(Job([] {})));
  EXPECT_EQ(pool.workers(), 1U);
}

TEST_F(PoolTest, AWorkerThatIsIdleIsGivenTheNextJob) {
  Pool pool(500);
  for (int i = 0; i != 500; ++i) {
    std::promise<void> done;
    ASSERT_TRUE(pool.post(Job([&] { done.set_value(); })));
    done.get_future().wait();
  }
  EXPECT_LT(pool.workers(), 100U) << "a few, for some are still on their way back";
}

TEST_F(PoolTest, NoJobIsLeftToAWorkerThatIsBusy) {
  Gate gate;
  std::latch begun(1);
  Pool pool(2);
  ASSERT_TRUE(pool.post(Job([&] {
    begun.count_down();
    gate.pass();
  })));
  begun.wait();
  std::promise<void> other;
  ASSERT_TRUE(pool.post(Job([&] { other.set_value(); })));
  EXPECT_EQ(other.get_future().wait_for(10s), std::future_status::ready);
  gate.open();
  pool.drain_and_wait();
}

TEST_F(PoolTest, StartsNoMoreThanItMay) {
  Gate gate;
  std::latch begun(3);
  Pool pool(3);
  for (int i = 0; i != 10; ++i) {
    ASSERT_TRUE(pool.post(Job([&, i] {
      if (i < 3) begun.count_down();
      gate.pass();
    })));
  }
  begun.wait();  // three at once: the makespan of n jobs of length d is ceil(n / workers) times d
  EXPECT_EQ(pool.workers(), 3U);
  EXPECT_EQ(pool.waiting(), 7U);
  gate.open();
  pool.drain_and_wait();
  EXPECT_EQ(pool.workers(), 0U);
}

/// How long a pool takes for so many jobs of a second each, when their time is played.
Duration makespan(std::size_t workers, std::size_t jobs) {
  Stage stage(workers, jobs);
  Pool pool(workers);
  for (std::size_t i = 0; i != jobs; ++i)
    EXPECT_TRUE(pool.post(Job([&stage, i] { Stage::Actor(stage, i).sleep_for(1s); })));
  pool.drain_and_wait();
  return stage.now().time_since_epoch();
}

TEST_F(PoolTest, NeedsForNJobsOfEqualLengthNDividedByItsWorkersRoundedUp) {
  for (std::size_t workers = 1; workers != 6; ++workers) {
    for (std::size_t jobs = 1; jobs != 12; ++jobs)
      EXPECT_EQ(makespan(workers, jobs), 1s * ((jobs + workers - 1) / workers)) << workers << ", " << jobs;
  }
}

TEST_F(PoolTest, IsFullWhenItsRoomIsTaken) {
  Gate gate;
  std::latch begun(1);
  Pool pool(1, 2);
  ASSERT_TRUE(pool.post(Job([&] {
    begun.count_down();
    gate.pass();
  })));
  begun.wait();
  EXPECT_TRUE(pool.post(Job([] {})));
  EXPECT_TRUE(pool.post(Job([] {})));
  const auto token = std::make_shared<int>();
  EXPECT_FALSE(pool.post(Job([token] {})));
  EXPECT_EQ(token.use_count(), 1) << "what is refused is destroyed";
  gate.open();
}

TEST_F(PoolTest, SlowJobsNeverTakeTheLastWorker) {
  Gate gate;
  std::latch two_are_slow(2);
  std::atomic<int> slow = 0;
  Pool pool(3);
  for (int i = 0; i != 5; ++i) {
    ASSERT_TRUE(pool.post(Job([&] {
                            if (++slow <= 2) two_are_slow.count_down();
                            gate.pass();
                          }),
                          Lane::slow));
  }
  two_are_slow.wait();
  std::promise<void> quick;
  ASSERT_TRUE(pool.post(Job([&] { quick.set_value(); })));
  quick.get_future().wait();
  EXPECT_EQ(slow, 2) << "the third worker is for the quick ones";
  gate.open();
  pool.drain_and_wait();
  EXPECT_EQ(slow, 5);
}

TEST_F(PoolTest, AStreamOfQuickJobsDoesNotStarveASlowOne) {
  Pool pool(1);
  std::latch begun(1);
  Gate gate;
  std::string log;  // of the one worker
  ASSERT_TRUE(pool.post(Job([&] {
    begun.count_down();
    gate.pass();
  })));
  begun.wait();
  ASSERT_TRUE(pool.post(Job([&] { log += 'q'; })));
  ASSERT_TRUE(pool.post(Job([&] { log += 's'; }), Lane::slow));
  ASSERT_TRUE(pool.post(Job([&] { log += 'q'; })));
  gate.open();
  pool.drain_and_wait();
  EXPECT_EQ(log, "qsq");
}

TEST_F(PoolTest, DrainRunsWhatIsQueuedAndTellsItsHome) {
  std::atomic<int> ran = 0;
  Pool pool(2);
  for (int i = 0; i != 100; ++i) ASSERT_TRUE(pool.post(Job([&] { ++ran; })));
  const auto drained = [](Pool& pool_, Mailbox& home) -> Task<> { co_await pool_.drain(home); };
  run(drained(pool, mailbox));
  EXPECT_EQ(ran, 100);
  EXPECT_FALSE(pool.post(Job([] {}))) << "it takes no more";
}

TEST_F(PoolTest, AbandonDropsWhatIsQueued) {
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

TEST_F(PoolTest, IsDrainedWhenTheLastWorkerHasEndedAndNotTheFirst) {
  Gate gate;
  std::latch begun(2);
  Pool pool(2);
  ASSERT_TRUE(pool.post(Job([&] { begun.arrive_and_wait(); })));
  ASSERT_TRUE(pool.post(Job([&] {
    begun.arrive_and_wait();
    gate.pass();
  })));
  begun.wait();
  Future<void> drained = pool.drain(mailbox);
  while (pool.workers() != 1) std::this_thread::yield();
  for (int turn = 0; turn != 20; ++turn) {
    loop.post([] {});  // so that it does not sleep
    loop.run_one();
  }
  EXPECT_FALSE(drained.ready());
  gate.open();
  loop.run();
  EXPECT_TRUE(drained.ready());
}

TEST_F(PoolTest, WhatAnAbandonedJobCapturedMayPost) {
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

TEST_F(PoolTest, MayDieInAJobOfItsOwn) {
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

TEST_F(PoolTest, OfWhichNothingWasAskedIsDrainedAtOnce) {
  Pool pool(2);
  const auto drained = [](Pool& pool_, Mailbox& home) -> Task<> { co_await pool_.drain(home); };
  run(drained(pool, mailbox));
}

TEST_F(PoolTest, DestroyedItWaitsForWhatRunsAndDropsTheRest) {
  std::atomic<int> ran = 0;
  const auto token = std::make_shared<int>();
  {
    Gate gate;
    std::latch begun(1);
    Pool pool(1);
    ASSERT_TRUE(pool.post(Job([&] {
      begun.count_down();
      gate.pass();
      ++ran;
    })));
    begun.wait();
    ASSERT_TRUE(pool.post(Job([&ran, token] { ++ran; })));
    gate.open();
    (void)pool.abandon(mailbox);
  }
  EXPECT_LE(ran, 2);
  EXPECT_EQ(token.use_count(), 1);
}

TEST_F(PoolTest, WaitingForItselfIsRefused) {
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
