#include "07_threads/call_on.hpp"

#include <atomic>
#include <future>
#include <latch>

#include "03_futures/sleep_for.hpp"
#include "05_scopes/scope.hpp"
#include "07_threads/limiter.hpp"
#include "home.hpp"
#include "sooner_or_later.hpp"

namespace unroll {
namespace {

struct CallOnTest : Home {
  Pool pool{2};
};

Task<int> answer(Pool& pool, Mailbox& home) {
  co_return co_await call_on(pool, home, [] { return 42; });
}

TEST_F(CallOnTest, BringsTheResultHome) { EXPECT_EQ(run(answer(pool, mailbox)), 42); }

Task<> fails(Pool& pool, Mailbox& home) {
  const auto throws = [] { throw std::out_of_range("from the worker"); };
  co_await call_on(pool, home, throws);
}

TEST_F(CallOnTest, BringsTheErrorHome) { EXPECT_THROW(run(fails(pool, mailbox)), std::out_of_range); }

Task<> threads(Pool& pool, Mailbox& home, std::vector<std::thread::id>& seen) {
  seen.push_back(std::this_thread::get_id());
  seen.push_back(co_await call_on(pool, home, [] { return std::this_thread::get_id(); }));
  seen.push_back(std::this_thread::get_id());
}

TEST_F(CallOnTest, SendsTheFunctionAwayNotTheTask) {
  std::vector<std::thread::id> seen;
  run(threads(pool, mailbox, seen));
  EXPECT_NE(seen[1], seen[0]);
  EXPECT_EQ(seen[2], seen[0]);
}

TEST_F(CallOnTest, CapturesDieBeforeTheResultIsSeen) {
  const auto token = std::make_shared<int>(7);
  const auto task = [](Pool& pool_, Mailbox& home, std::shared_ptr<int> held) -> Task<long> {
    const std::weak_ptr<int> left = held;
    auto read = [held = std::move(held)] { return *held; };
    co_await call_on(pool_, home, std::move(read));
    co_return left.use_count();
  };
  EXPECT_EQ(run(task(pool, mailbox, token)), 1) << "only the test's own";
}

/// Looks, when the answer is sent, how many still have what the function captured.
struct LooksWhenItIsSent {
  std::shared_ptr<int> token;
  long& left;
  static bool wanted() { return true; }
  void send(const Result<int>&) { left = token.use_count(); }
};

TEST_F(CallOnTest, CapturesDieBeforeTheResultIsSent) {
  const auto token = std::make_shared<int>(7);
  long left = 0;
  auto read = [held = token] { return *held; };
  Call<decltype(read), LooksWhenItIsSent> call({token, left}, std::move(read));
  call();
  EXPECT_EQ(left, 2) << "the test's own, and that of the answer";
}

TEST_F(CallOnTest, ALoopThatWaitsForAWorkerDoesNotEnd) {
  std::latch go(1);
  Future<int> value = call_on(pool, mailbox, [&] {
    go.wait();
    return 1;
  });
  loop.post([&] { go.count_down(); });
  loop.run();
  EXPECT_EQ(value.get(), 1);
}

TEST_F(CallOnTest, CalledOffBeforeItBeginsItNeverRuns) {
  Pool one(1);
  std::latch begun(1);
  std::latch go(1);
  std::atomic<bool> ran = false;
  Future<void> first = call_on(one, mailbox, [&] {
    begun.count_down();
    go.wait();
  });
  begun.wait();
  {
    const Future<void> second = call_on(one, mailbox, [&] { ran = true; });
  }
  go.count_down();
  one.drain_and_wait();
  loop.run();
  EXPECT_TRUE(first.ready());
  EXPECT_FALSE(ran);
}

TEST_F(CallOnTest, DroppedWhileItRunsNobodyHearsOfIt) {
  std::latch begun(1);
  std::latch go(1);
  {
    const Future<int> dropped = call_on(pool, mailbox, [&] {
      begun.count_down();
      go.wait();
      return 1;
    });
    begun.wait();
  }
  go.count_down();
  pool.drain_and_wait();
  loop.run();
}

TEST_F(CallOnTest, AFullPoolIsAnError) {
  Pool small(1, 1);
  std::latch begun(1);
  std::latch go(1);
  Future<void> runs = call_on(small, mailbox, [&] {
    begun.count_down();
    go.wait();
  });
  begun.wait();
  Future<void> waits = call_on(small, mailbox, [] {});
  Future<void> refused = call_on(small, mailbox, [] {});
  ASSERT_TRUE(refused.ready());
  EXPECT_THROW(refused.get(), PoolFull);
  go.count_down();
  loop.run();
  EXPECT_TRUE(runs.ready());
  EXPECT_TRUE(waits.ready());
}

TEST_F(CallOnTest, AnAbandonedCallIsABrokenPromise) {
  Pool one(1);
  std::latch begun(1);
  std::latch go(1);
  Future<void> runs = call_on(one, mailbox, [&] {
    begun.count_down();
    go.wait();
  });
  begun.wait();
  Future<void> waits = call_on(one, mailbox, [] {});
  Future<void> ended = one.abandon(mailbox);
  go.count_down();
  loop.run();
  EXPECT_NO_THROW(runs.get());
  EXPECT_THROW(waits.get(), BrokenPromise);
  EXPECT_NO_THROW(ended.get());
}

TEST_F(CallOnTest, AThreadWithoutALoopMayWait) {
  EXPECT_EQ(call_on_and_wait(pool, [] { return 42; }), 42);
  EXPECT_THROW(call_on_and_wait(pool, [] { throw std::out_of_range("from the worker"); }), std::out_of_range);
  pool.drain_and_wait();
  EXPECT_THROW(call_on_and_wait(pool, [] {}), PoolFull);
}

TEST_F(CallOnTest, AWorkerThatWouldWaitForAWorkerIsRefusedWithAWord) {
  std::string said;
  call_on_and_wait(pool, [&] {
    try {
      call_on_and_wait(pool, [] {});
    } catch (const WrongThread& refused) {
      said = refused.what();
    }
  });
  EXPECT_NE(said.find("none would be left"), std::string::npos) << said;
}

TEST_F(CallOnTest, AWorkerMayWaitForAnotherPool) {
  Pool other(1);
  EXPECT_EQ(call_on_and_wait(pool, [&] { return call_on_and_wait(other, [] { return 7; }); }), 7);
}

TEST_F(CallOnTest, WaitingForWhatIsAbandonedEnds) {
  Pool one(1);
  std::latch begun(1);
  std::latch go(1);
  ASSERT_TRUE(one.post(Job([&] {
    begun.count_down();
    go.wait();
  })));
  begun.wait();
  std::thread other([&] { EXPECT_THROW(call_on_and_wait(one, [] {}), BrokenPromise); });
  EXPECT_TRUE(sooner_or_later([&] { return one.waiting() != 0; }));
  const Future<void> ended = one.abandon(mailbox);
  other.join();
  go.count_down();
  loop.run();
}

Task<> limited(Pool& pool, Mailbox& home, CapacityLimiter& limit, std::atomic<int>& now,
               std::atomic<int>& most) {
  const auto work = [&now, &most] {
    const int here = ++now;
    int before = most;
    while (before < here && !most.compare_exchange_weak(before, here)) {
    }
    --now;
  };
  co_await call_on(pool, home, limit, work);
}

TEST_F(CallOnTest, ALimiterKeepsAPoolFromBeingFull) {
  Pool small(4, 2);
  CapacityLimiter limit(loop, 2);
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  Scope scope(loop);
  for (int i = 0; i != 200; ++i) scope.spawn(limited(small, mailbox, limit, now, most));
  const auto join = [](Scope& all) -> Task<> { co_await all.join(); };
  run(join(scope));
  EXPECT_LE(most, 2);
  EXPECT_EQ(limit.borrowed(), 0U);
}

}  // namespace
}  // namespace unroll
