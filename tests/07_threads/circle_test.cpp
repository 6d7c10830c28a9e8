#include <latch>

#include "03_futures/sleep_for.hpp"
#include "07_threads/call_on.hpp"
#include "07_threads/event.hpp"
#include "07_threads/run_on.hpp"
#include "home.hpp"

namespace unroll {
namespace {

/// Workers of a pool that wait for tasks of this loop.
struct CircleTest : Home {
  Pool pool{2};

  /// A job of the pool that waits for a task here, when the other worker does too.
  template <class F>
  Future<int> worker_that_waits_for(F make_task) {
    return call_on(pool, mailbox, [this, make_task] {
      both_.arrive_and_wait();
      return run_on_and_wait(mailbox.sender(), make_task);
    });
  }

 private:
  std::latch both_{2};
};

Task<int> needs(Pool& pool, Mailbox& home, int value) {
  co_return co_await call_on(pool, home, [value] { return value; });
}

struct Ends {
  int well = 0;
  std::vector<std::string> errors;
};

Task<> note(Future<int> first, Future<int> second, Ends& ends) {
  std::vector<Future<int>> both;
  both.push_back(std::move(first));
  both.push_back(std::move(second));
  for (Future<int>& one : both) {
    try {
      ends.well += co_await std::move(one);
    } catch (const CircularWait& error) {
      ends.errors.emplace_back(error.what());
    }
  }
}

TEST_F(CircleTest, WorkersThatWaitForWorkersByWayOfALoopAreFreedByOneRefusal) {
  Ends ends;
  const auto task = [this] { return needs(pool, mailbox, 1); };
  run(note(worker_that_waits_for(task), worker_that_waits_for(task), ends));
  EXPECT_EQ(ends.well, 1) << "the other goes on";
  ASSERT_EQ(ends.errors.size(), 1U);
  EXPECT_NE(ends.errors[0].find("none would ever go on"), std::string::npos);
}

Task<int> needs_later(Poller& poller, Pool& pool, Mailbox& home) {
  Future<int> inner = start(poller.loop(), needs(pool, home, 1));
  co_await sleep_for(poller.timers(), 1ms);
  co_return co_await std::move(inner);
}

TEST_F(CircleTest, AlsoSomeAwaitsFurtherDown) {
  Ends ends;
  const auto task = [this] { return needs_later(poller, pool, mailbox); };
  run(note(worker_that_waits_for(task), worker_that_waits_for(task), ends));
  EXPECT_EQ(ends.well, 1);
  EXPECT_EQ(ends.errors.size(), 1U);
}

Task<int> needs_much_later(Poller& poller, Pool& pool, Mailbox& home) {
  co_await sleep_for(poller.timers(), 250ms);  // looked at twice in the meantime
  co_return co_await needs(pool, home, 1);
}

TEST_F(CircleTest, AlsoWhenItClosesAfterAWhile) {
  Ends ends;
  const auto task = [this] { return needs_much_later(poller, pool, mailbox); };
  run(note(worker_that_waits_for(task), worker_that_waits_for(task), ends));
  EXPECT_EQ(ends.well, 1);
  EXPECT_EQ(ends.errors.size(), 1U);
}

Task<int> wait_for(Event& event) {
  co_await event.wait();
  co_return 1;
}

Task<> set_later(Poller& poller, Event& event) {
  co_await sleep_for(poller.timers(), 300ms);  // looked at twice in the meantime
  event.set();
}

TEST_F(CircleTest, NobodyIsRefusedWhileSomethingElseCanWakeOneOfThem) {
  Event event(loop);
  Ends ends;
  const auto needs_nobody = [&event] { return wait_for(event); };
  const auto needs_a_worker = [this] { return needs(pool, mailbox, 1); };
  Future<void> sets = start(loop, set_later(poller, event));
  run(note(worker_that_waits_for(needs_nobody), worker_that_waits_for(needs_a_worker), ends));
  EXPECT_EQ(ends.well, 2);
  EXPECT_EQ(ends.errors, std::vector<std::string>{});
}

TEST_F(CircleTest, NobodyIsRefusedWhoNeedsAnotherPool) {
  Pool other(1);
  Ends ends;
  const auto task = [this, &other] { return needs(other, mailbox, 1); };
  run(note(worker_that_waits_for(task), worker_that_waits_for(task), ends));
  EXPECT_EQ(ends.well, 2);
}

/// Opens when it goes, too: else a worker would wait for ever for a task that was refused.
class Gate {
 public:
  Gate() = default;
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;
  ~Gate() { open(); }
  void open() {
    if (!open_->try_wait()) open_->count_down();
  }
  auto passing() const {
    return [latch = open_] {
      latch->wait();
      return 1;
    };
  }

 private:
  std::shared_ptr<std::latch> open_ = std::make_shared<std::latch>(1);
};

/// A job that a worker is still at when the circles were looked for twice.
Task<int> needs_a_slow_job(Poller& poller, Pool& pool, Mailbox& home) {
  Gate gate;
  const Callback later = poller.timers().call_later(250ms, [&gate] { gate.open(); });
  auto slow = gate.passing();
  co_return co_await call_on(pool, home, std::move(slow));
}

TEST_F(CircleTest, NobodyIsRefusedWhoNeedsAnotherPoolThatIsSlow) {
  Pool other(2);
  Ends ends;
  const auto task = [this, &other] { return needs_a_slow_job(poller, other, mailbox); };
  run(note(worker_that_waits_for(task), worker_that_waits_for(task), ends));
  EXPECT_EQ(ends.well, 2);
  EXPECT_EQ(ends.errors, std::vector<std::string>{});
}

/// Who waits for it is on his way, and his worker with him.
TEST_F(CircleTest, WhatHasArrivedIsWaitedForNoMore) {
  const int some_pool = 0;
  const auto call = std::make_shared<Expected<int>>(mailbox, Site());
  call->pool = &some_pool;
  std::vector<CalledOn*> calls;
  EXPECT_TRUE(waits_only_for(*call, &some_pool, calls));
  call->arrive(7);
  EXPECT_FALSE(waits_only_for(*call, &some_pool, calls));
}

Task<int> ends_soon(Poller& poller) {
  co_await sleep_for(poller.timers(), 20ms);  // until both wait
  co_return 1;
}

TEST_F(CircleTest, NobodyIsRefusedWhenAWorkerHasComeBack) {
  Ends ends;
  bool another = false;
  const auto task =
      [&] {  // called on the loop: the first one ends soon, its worker does what the second needs
        return std::exchange(another, true) ? needs_a_slow_job(poller, pool, mailbox) : ends_soon(poller);
      };
  run(note(worker_that_waits_for(task), worker_that_waits_for(task), ends));
  EXPECT_EQ(ends.well, 2);
  EXPECT_EQ(ends.errors, std::vector<std::string>{});
}

/// Of two workers slow jobs have one. It waits for another slow job, and the other worker may not help.
Task<int> needs_a_turn(Pool& pool, Mailbox& home, Lane lane) {
  co_return co_await call_on(pool, home, [] { return 1; }, lane);
}

TEST_F(CircleTest, ASlowJobThatWaitsForASlowOneIsFreedToo) {
  const auto task = [this] { return needs_a_turn(pool, mailbox, Lane::slow); };
  const auto slow = [&task](Pool& two, Mailbox& home) -> Task<int> {
    auto wait = [&home, &task] { return run_on_and_wait(home.sender(), task); };
    Future<int> done = call_on(two, home, std::move(wait), Lane::slow);
    co_return co_await std::move(done);
  };
  EXPECT_THROW(run(slow(pool, mailbox)), CircularWait);
}

TEST_F(CircleTest, ASlowJobThatWaitsForAQuickOneIsNotRefused) {
  const auto task = [this] { return needs_a_turn(pool, mailbox, Lane::quick); };
  const auto slow = [&task](Pool& two, Mailbox& home) -> Task<int> {
    auto wait = [&home, &task] { return run_on_and_wait(home.sender(), task); };
    Future<int> done = call_on(two, home, std::move(wait), Lane::slow);
    co_return co_await std::move(done);
  };
  EXPECT_EQ(run(slow(pool, mailbox)), 1);
}

}  // namespace
}  // namespace unroll
