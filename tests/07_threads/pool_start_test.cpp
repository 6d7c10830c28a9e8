// A machine that has no more threads to give.
#include <atomic>
#include <cerrno>
#include <latch>
#include <memory>
#include <system_error>
#include <thread>

#include "07_threads/call_on.hpp"
#include "07_threads/run_on.hpp"
#include "gate.hpp"
#include "home.hpp"
#include "sooner_or_later.hpp"

/// How many threads may still be started. The linker leads the calls through here.
namespace {
std::atomic<int> threads_left = 1'000'000;
}  // namespace

// The names are the linker's.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" {
void __real__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
    std::thread* self, std::unique_ptr<std::thread::_State> state, void (*depend)());
void __wrap__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
    std::thread* self, std::unique_ptr<std::thread::_State> state, void (*depend)());
}
void __wrap__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
    std::thread* self, std::unique_ptr<std::thread::_State> state, void (*depend)()) {
  if (--threads_left < 0) throw std::system_error(EAGAIN, std::generic_category(), "a thread");
  __real__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
      self, std::move(state), depend);
}
// NOLINTEND(bugprone-reserved-identifier)

namespace unroll {
namespace {

struct PoolStart : Home {
  PoolStart() { threads_left = 1'000'000; }
  ~PoolStart() override { threads_left = 1'000'000; }
};

TEST_F(PoolStart, WithoutAThreadThePoolSaysSoAndTheJobIsDropped) {
  Pool pool(2);
  threads_left = 0;
  const auto token = std::make_shared<int>();
  EXPECT_THROW(pool.post(Job([token] {})), std::system_error);
  EXPECT_EQ(token.use_count(), 1);
  EXPECT_EQ(pool.waiting(), 0U);
  EXPECT_THROW((void)call_on(pool, mailbox, [token] {}), std::system_error);
  EXPECT_EQ(token.use_count(), 1);
  loop.run();  // nobody is waited for
}

TEST_F(PoolStart, WithFewerThreadsThanItMayHaveItGoesOn) {
  Pool pool(3);
  threads_left = 1;
  std::latch all(10);
  for (int i = 0; i != 10; ++i) ASSERT_TRUE(pool.post(Job([&] { all.count_down(); })));
  all.wait();
  EXPECT_EQ(pool.workers(), 1U);
}

TEST_F(PoolStart, WithFewerThreadsThanItMayHaveSlowJobsDoNotTakeTheLastEither) {
  Gate first;
  Gate slow;
  std::atomic<int> ran = 0;
  Pool pool(3);
  threads_left = 2;
  for (int i = 0; i != 2; ++i) ASSERT_TRUE(pool.post(Job([&] { first.pass(); })));
  std::latch refused(1);
  ASSERT_TRUE(pool.post(Job([&] { refused.count_down(); })));  // a third thread is not to be had
  first.open();
  refused.wait();
  for (int i = 0; i != 2; ++i) ASSERT_TRUE(pool.post(Job([&] { slow.pass(); }), Lane::slow));
  ASSERT_TRUE(pool.post(Job([&] { ++ran; })));
  EXPECT_TRUE(sooner_or_later([&] { return ran == 1; })) << "of two workers slow jobs have one";
  slow.open();
}

TEST_F(PoolStart, WhenThreadsAreToBeHadAgainItHasAllOfThem) {
  Gate gate;
  std::atomic<int> slow = 0;
  Pool pool(2);
  threads_left = 1;
  for (int i = 0; i != 2; ++i) {
    ASSERT_TRUE(pool.post(Job([&] {
                            ++slow;
                            gate.pass();
                          }),
                          Lane::slow));
  }
  threads_left = 1;
  std::latch done(1);
  ASSERT_TRUE(pool.post(Job([&] { done.count_down(); })));
  done.wait();
  EXPECT_EQ(pool.workers(), 2U);
  EXPECT_LE(slow, 1) << "one of two workers is kept for quick ones again";
  gate.open();
}

Task<int> needs_a_worker(Pool& pool, Mailbox& home) {
  co_return co_await call_on(pool, home, [] { return 1; });
}

TEST_F(PoolStart, WithFewerThreadsThanItMayHaveACircleOfThemIsSeen) {
  Gate gate;
  Pool pool(2);
  threads_left = 1;
  auto wait = [&] {
    gate.pass();
    return run_on_and_wait(mailbox.sender(), [&] { return needs_a_worker(pool, mailbox); });
  };
  Future<int> waits = call_on(pool, mailbox, std::move(wait));
  ASSERT_TRUE(pool.post(Job([] {})));  // a second thread is not to be had
  gate.open();
  const auto value = [](Future<int> one) -> Task<int> { co_return co_await std::move(one); };
  EXPECT_THROW(run(value(std::move(waits))), CircularWait);
}

}  // namespace
}  // namespace unroll
