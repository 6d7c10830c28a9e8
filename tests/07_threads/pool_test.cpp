#include "07_threads/pool.hpp"

#include <atomic>
#include <future>
#include <latch>
#include <set>

#include "07_threads/call_on.hpp"
#include "07_threads/stage.hpp"
#include "gate.hpp"
#include "home.hpp"

namespace unroll {
namespace {

struct PoolTest : Home {};

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
  EXPECT_EQ(other.get_future().wait_for(60s), std::future_status::ready);
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

}  // namespace
}  // namespace unroll
