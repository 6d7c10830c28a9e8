#include "04_coroutines/flat.hpp"

#include <coroutine>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "check.hpp"

namespace {

using unroll::Lazy;
using unroll::check::in_order;
using unroll::check::Seen;

// g++ makes no tail calls under its sanitizers, so there the stack does grow.
#if !defined(__clang__) && (defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__))
constexpr int many = 1'000;
constexpr int deep = 1'000;
#else
constexpr int many = 1'000'000;
constexpr int deep = 100'000;
#endif

/// Where a task waits until the test opens it.
struct Gate {
  std::coroutine_handle<> waiting;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> handle) { waiting = handle; }
  void await_resume() const {}
};

Lazy number(int n) { co_return n; }

Lazy twice(int n) {
  const int once = co_await number(n);
  co_return 2 * once;
}

TEST(Flat, WhoeverAwaitsGetsTheValue) {
  Lazy task = twice(21);
  task.start();
  ASSERT_TRUE(task.done()) << "nothing suspends, so it has run to its end";
  EXPECT_EQ(task.get(), 42) << "what is returned arrives at the co_await";
}

Lazy told(Seen& seen) {
  seen("the child begins");
  co_return 1;
}

Lazy telling(Seen& seen) {
  Lazy child = told(seen);
  seen("the child is made");
  co_return co_await child;
}

TEST(Flat, DoesNothingUntilItIsAwaited) {
  Seen seen;
  Lazy task = telling(seen);
  seen("the parent is made");
  task.start();
  EXPECT_TRUE(in_order(seen, {"the parent is made", "the child is made", "the child begins"}))
      << "a call only makes the frame";
}

Lazy failing() {
  throw std::runtime_error("sorry");
  co_return 0;
}

Lazy catching() {
  int caught = 0;
  try {
    co_await failing();
  } catch (const std::runtime_error&) {
    caught = 7;
  }
  co_return caught;
}

TEST(Flat, AnErrorArrivesAtTheAwait) {
  Lazy task = catching();
  task.start();
  EXPECT_EQ(task.get(), 7) << "whoever awaits may catch";
}

Lazy behind(Gate& gate) {
  co_await gate;
  co_return 5;
}

Lazy above(Gate& gate, std::shared_ptr<int> held) {
  int value = co_await behind(gate);
  value += co_await behind(gate);
  co_return value + *held;
}

TEST(Flat, AnAwaitedTaskMaySuspend) {
  Gate gate;
  Lazy task = above(gate, std::make_shared<int>(1));
  task.start();
  for (int opened = 0; opened != 2; ++opened) {
    ASSERT_FALSE(task.done()) << "it waits at the gate";
    ASSERT_TRUE(gate.waiting) << "for the " << (opened == 0 ? "first" : "second") << " time";
    std::exchange(gate.waiting, nullptr).resume();
  }
  ASSERT_TRUE(task.done()) << "whoever resumes the leaf resumes all that depends on it";
  EXPECT_EQ(task.get(), 11) << "and the values arrive";
}

TEST(Flat, AFrameIsDestroyedWithItsOwner) {
  Gate gate;
  const auto held = std::make_shared<int>(1);
  {
    Lazy never = above(gate, held);
    Lazy task = above(gate, held);
    task.start();
  }
  EXPECT_EQ(held.use_count(), 1) << "whether it has begun or not";
}

Lazy sum_of(int tasks) {
  long sum = 0;
  for (int i = 0; i != tasks; ++i) sum += co_await number(1);
  co_return static_cast<int>(sum);
}

TEST(Flat, AMillionShortTasks) {
  Lazy task = sum_of(many);
  task.start();
  ASSERT_TRUE(task.done()) << "all of them have ended";
  EXPECT_EQ(task.get(), many) << "and none is lost";
}

Lazy depth(int left) {
  if (left == 0) co_return 0;
  const int below = co_await depth(left - 1);
  co_return below + 1;
}

TEST(Flat, AChainOfAHundredThousand) {
  Lazy three = depth(3);
  three.start();
  ASSERT_TRUE(three.done()) << "a chain of three ends";
  Lazy task = depth(deep);
  task.start();
  ASSERT_TRUE(task.done()) << "down to the last one, and up again";
  EXPECT_EQ(task.get(), deep) << "and none is lost";
}

}  // namespace
