#include <gtest/gtest.h>

#include <coroutine>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "04_coroutines/sync_wait.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct AwaitOn : worlds::TestOn, TimedWorld {
  Steps steps;
};
UNROLL_ON_WORLDS(AwaitOn, 4);

Task<int> takes(Future<int> future, Steps& steps) {
  steps.push_back("before");
  const int value = co_await std::move(future);
  steps.push_back("after");
  co_return value;
}

TEST_P(AwaitOn, OfAReadyFutureGoesOnAtOnce) {
  Promise<int> promise(this->loop);
  promise.set_value(4);
  Future<int> task = start(this->loop, takes(promise.get_future(), this->steps));
  this->loop.post([this] { this->steps.push_back("the next job"); });
  this->run();
  EXPECT_EQ(task.get(), 4);
  EXPECT_EQ(this->steps, (Steps{"before", "after", "the next job"}));
}

TEST_P(AwaitOn, OfALaterFutureGoesOnInATurnOfItsOwn) {
  Promise<int> promise(this->loop);
  Future<int> task = start(this->loop, takes(promise.get_future(), this->steps));
  this->loop.post([&] {
    promise.set_value(5);
    this->steps.push_back("set");
  });
  this->run();
  EXPECT_EQ(task.get(), 5);
  EXPECT_EQ(this->steps, (Steps{"before", "set", "after"})) << "set_value must never run who waits";
}

TEST_P(AwaitOn, OfAFailingFutureThrowsItsError) {
  Promise<int> promise(this->loop);
  Future<int> task = start(this->loop, takes(promise.get_future(), this->steps));
  this->loop.post([&] { promise.set_exception(std::make_exception_ptr(std::runtime_error("no"))); });
  this->run();
  EXPECT_EQ(error_of(task.take()), "no");
  EXPECT_EQ(this->steps, Steps{"before"});
}

TEST_P(AwaitOn, OfABrokenPromiseThrows) {
  auto promise = std::make_unique<Promise<int>>(this->loop);
  Future<int> task = start(this->loop, takes(promise->get_future(), this->steps));
  this->loop.post([&] { promise.reset(); });
  this->run();
  EXPECT_THROW(task.get(), BrokenPromise);
}

TEST_P(AwaitOn, OfAnEmptyFutureIsRefused) {
  EXPECT_THROW(sync_wait(this->loop, takes(Future<int>(), this->steps)), std::logic_error);
}

TEST_P(AwaitOn, OfADestroyedTaskIsForgottenByThePromise) {
  this->loop.on_report([](const std::string&) {});
  Promise<int> promise(this->loop);
  Future<int> task = start(this->loop, takes(promise.get_future(), this->steps));
  this->run();
  task = {};
  EXPECT_TRUE(promise.abandoned());
  promise.set_value(6);
  this->run();
  EXPECT_EQ(this->steps, Steps{"before"});
}

/// An awaiter of one's own: keeps the handle, for the test to resume.
struct Door {
  std::coroutine_handle<> waiting;
  bool open = false;

  bool await_ready() const { return open; }
  void await_suspend(std::coroutine_handle<> handle) { waiting = handle; }
  int await_resume() { return 8; }
};

Task<int> through(Door& door) { co_return co_await door; }

TEST_P(AwaitOn, OfAnAwaiterOfOnesOwnWaitsUntilItResumes) {
  Door door;
  Future<int> task = start(this->loop, through(door));
  while (!door.waiting) ASSERT_TRUE(this->loop.run_one());
  EXPECT_FALSE(task.ready());
  this->loop.post([&] { door.waiting.resume(); });
  this->run();
  EXPECT_EQ(task.get(), 8);
}

TEST_P(AwaitOn, OfAnAwaiterThatIsReadyGoesOnAtOnce) {
  Door door;
  door.open = true;
  EXPECT_EQ(sync_wait(this->loop, through(door)), 8);
  EXPECT_FALSE(door.waiting);
}

struct Refuses : Door {
  bool await_suspend(std::coroutine_handle<>) { return false; }
};
struct Throws : Door {
  void await_suspend(std::coroutine_handle<>) { throw std::runtime_error("cannot wait"); }
};

Task<int> of_those_that_do_not_wait(Steps& steps) {
  const int value = co_await Refuses();
  try {
    co_await Throws();
  } catch (const std::runtime_error& error) {
    steps.push_back(error.what());
  }
  co_return value;
}

TEST_P(AwaitOn, OfAnAwaiterThatDoesNotWaitAfterAllGoesOn) {
  EXPECT_EQ(sync_wait(this->loop, of_those_that_do_not_wait(this->steps)), 8);
  EXPECT_EQ(this->steps, Steps{"cannot wait"});
}

Task<std::string> seen_after_an_error(Loop& loop) {
  try {
    co_await Throws();
  } catch (const std::runtime_error&) {  // what is seen below is the point
  }
  co_return loop.unfinished();
}

TEST_P(AwaitOn, OfAnAwaiterThatThrowsIsOverWhenItsErrorArrives) {
  const std::string seen = sync_wait(this->loop, seen_after_an_error(this->loop));
  EXPECT_NE(seen.find("seen_after_an_error() is running"), std::string::npos) << seen;
}

struct WithMember {
  explicit WithMember(std::string text) : name(std::move(text)) {}
  auto operator co_await() && {
    struct Awaiter : std::suspend_never {
      explicit Awaiter(std::string text) : name(std::move(text)) {}
      std::string await_resume() { return name; }
      std::string name;
    };
    return Awaiter("member of " + name);
  }
  std::string name;
};

struct WithFree {
  explicit WithFree(std::string text) : name(std::move(text)) {}
  std::string name;
};
struct FreeAwaiter : std::suspend_never {
  explicit FreeAwaiter(std::string text) : name(std::move(text)) {}
  const std::string& await_resume() { return name; }
  std::string name;
};
FreeAwaiter operator co_await(WithFree&& one) { return FreeAwaiter("free for " + one.name); }

Task<std::string> of_operators() {
  const std::string one = co_await WithMember("a type with a long name");
  const std::string two = co_await WithFree("another type with a long name");
  co_return one + ", " + two;
}

TEST_P(AwaitOn, FindsOperatorCoAwaitAsMemberAndFree) {
  EXPECT_EQ(sync_wait(this->loop, of_operators()),
            "member of a type with a long name, free for another type with a long name");
}

Task<void> suspends_always(Steps& steps) {
  const Goodbye local(steps, "gone");
  co_await std::suspend_always();
  steps.push_back("never");
}

TEST_P(AwaitOn, OfSuspendAlwaysWaitsForeverAndCanBeDestroyed) {
  this->loop.on_report([](const std::string&) {});
  Future<void> task = start(this->loop, suspends_always(this->steps));
  this->run();
  EXPECT_FALSE(task.ready());
  task = {};
  EXPECT_EQ(this->steps, Steps{"gone"});
}

/// What `co_await` of an expression would call.
template <class Awaited>
concept CanBeAwaited = requires(AnyTaskPromise& promise, Awaited awaited) {
  promise.await_transform(std::forward<Awaited>(awaited));
};
static_assert(CanBeAwaited<Task<int>&&> && CanBeAwaited<Future<int>&&> && CanBeAwaited<Door&>);
static_assert(!CanBeAwaited<Task<int>&>, "an await uses a task up: it must say std::move");
static_assert(!CanBeAwaited<Future<int>&>, "an await uses a future up: it must say std::move");
static_assert(!std::is_copy_constructible_v<Task<int>> && std::is_nothrow_move_constructible_v<Task<int>>);

}  // namespace
}  // namespace unroll
