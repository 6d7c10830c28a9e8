#include "03_futures/future.hpp"
// That one brings what is tested here:
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "03_futures/then.hpp"
#include "check.hpp"

namespace {

using namespace unroll;
using unroll::check::in_order;

struct World {
  World() {
    loop.on_report([this](const std::string&) { seen("an error that nobody took"); });
  }

  /// There already.
  Future<int> ready(int value) {
    Promise<int> promise(loop);
    promise.set_value(value);
    return promise.get_future();
  }
  /// One that will be there in the next turn.
  Future<int> soon(int value) {
    Promise<int> promise(loop);
    Future<int> future = promise.get_future();
    loop.post([promise = std::move(promise), value]() mutable { promise.set_value(value); });
    return future;
  }
  Future<int> failed() {
    Promise<int> promise(loop);
    promise.set_exception(std::make_exception_ptr(std::runtime_error("sorry")));
    return promise.get_future();
  }

  check::Seen seen;
  Loop loop;
};

std::string text(int value) { return std::to_string(value); }
std::string text(Nothing) { return ""; }

template <class T>
std::string outcome(Future<T> future) {
  if (!future.ready()) return "nothing yet";
  const Result<T> result = future.take();
  if (!result.failed()) return std::is_void_v<T> ? "done" : text(*result.value());
  try {
    std::rethrow_exception(result.error());
  } catch (const std::exception& error) {
    return error.what();
  }
}

TEST(Then, BringsWhatTheFunctionReturns) {
  World world;
  Future<int> end = world.ready(20).then([](int n) { return 2 * n; }).then([](int n) { return n + 2; });
  world.loop.run();
  EXPECT_EQ(outcome(std::move(end)), "42") << "each step takes what the one before it brought";
}

TEST(Then, NeverRunsTheFunctionHereAndNow) {
  World world;
  Promise<void> later(world.loop);
  Future<void> first = world.ready(1).then([&](int) { world.seen("the first"); });
  Future<void> second = later.get_future().then([&] { world.seen("the second"); });
  world.seen("behind then");
  later.set_value();
  world.seen("behind set_value");
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"behind then", "behind set_value", "the first", "the second"}))
      << "it makes no difference whether the value was there before";
}

TEST(Then, AnErrorPassesByAFunctionThatTakesAValue) {
  World world;
  Future<void> end = world.failed().then([&](int) { world.seen("one"); }).then([&] { world.seen("two"); });
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {})) << "such a function is for success only";
  EXPECT_EQ(outcome(std::move(end)), "sorry") << "and the error arrives at the end";
}

TEST(Then, AFunctionThatTakesTheFutureSeesBoth) {
  World world;
  const auto look = [](Future<int> before) { return outcome(std::move(before)) == "7" ? 1 : 2; };
  Future<int> good = world.ready(7).then(look);
  Future<int> bad = world.failed().then(look);
  Future<int> worse = world.failed().then([](Future<int> before) { return before.get(); });
  world.loop.run();
  EXPECT_EQ(outcome(std::move(good)), "1") << "it is given the ready future, with the value";
  EXPECT_EQ(outcome(std::move(bad)), "2") << "or with the error, and from there the chain goes on";
  EXPECT_EQ(outcome(std::move(worse)), "sorry") << "unless the function throws again";
}

TEST(Then, BringsTheErrorThatTheFunctionThrows) {
  World world;
  Future<void> end = world.ready(1).then([](int) { throw std::runtime_error("too much"); });
  EXPECT_NO_THROW(world.loop.run()) << "the error is for who waits, not for who runs the loop";
  EXPECT_EQ(outcome(std::move(end)), "too much") << "an error of the function arrives like one of the source";
}

TEST(Then, BringsTheErrorInPlaceOfAFuture) {
  World world;
  Future<int> end = world.ready(1).then([](int) -> Future<int> { throw std::runtime_error("too much"); });
  EXPECT_NO_THROW(world.loop.run()) << "the error is for who waits, not for who runs the loop";
  EXPECT_EQ(outcome(std::move(end)), "too much") << "there is no future to wait for, and there is an error";
}

TEST(Then, WaitsForAFutureThatTheFunctionReturns) {
  World world;
  Promise<int> inner(world.loop);
  Future<int> returned = inner.get_future();
  Future<int> end = world.ready(1).then([&](int) { return std::move(returned); });
  EXPECT_NO_THROW(world.loop.run()) << "it is not there yet; so nobody takes it yet";
  EXPECT_FALSE(end.ready()) << "what the function returned is not there yet";
  inner.set_value(5);
  world.loop.run();
  EXPECT_EQ(outcome(std::move(end)), "5") << "what it brings is what then brings";
}

TEST(Then, TheErrorOfAReturnedFutureArrives) {
  World world;
  Future<int> end = world.ready(1).then([&](int) { return world.failed(); });
  world.loop.run();
  EXPECT_EQ(outcome(std::move(end)), "sorry") << "a value or an error, in the same way";
  EXPECT_TRUE(in_order(world.seen, {})) << "it has arrived, so nobody else is told";
}

TEST(Then, AnEmptyFutureIsAnError) {
  World world;
  Future<int> end = world.ready(1).then([](int) { return Future<int>(); });
  EXPECT_NO_THROW(world.loop.run()) << "it is an error of the function, not of the loop";
  ASSERT_TRUE(end.ready()) << "whoever waits is told";
  EXPECT_THROW(end.get(), std::logic_error) << "there is nothing to wait for";
}

TEST(Then, TakesWhatOnlyMoves) {
  World world;
  Promise<std::unique_ptr<int>> promise(world.loop);
  Future<std::unique_ptr<int>> end =
      promise.get_future().then([kept = std::make_unique<int>(2)](std::unique_ptr<int> given) {
        *given += *kept;
        return given;
      });
  promise.set_value(std::make_unique<int>(40));
  world.loop.run();
  ASSERT_TRUE(end.ready()) << "the value is there";
  EXPECT_EQ(*end.get(), 42) << "values, and what a function captured, are moved and never copied";
}

TEST(Then, DestroyingItCallsAllOff) {
  World world;
  Promise<int> inner(world.loop);
  Future<int> returned = inner.get_future();
  {
    Future<void> not_begun = world.ready(1).then([&](int) { world.seen("it ran"); });
    Future<int> begun = world.ready(1).then([&](int) { return std::move(returned); });
    not_begun = {};
    world.loop.run();
  }
  EXPECT_TRUE(in_order(world.seen, {})) << "what has not run does not run";
  EXPECT_TRUE(inner.abandoned()) << "and the future that the function returned is destroyed with it";
}

TEST(Then, TheFunctionMayDestroyTheFutureOfThen) {
  World world;
  Future<void> end;
  end = world.ready(1).then([&](int) {
    end = {};
    world.seen("it is gone");
  });
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"it is gone"})) << "and nothing of it is touched behind that";
}

TEST(Then, ALongChainIsDestroyedWithoutRecursion) {
  World world;
  Promise<int> start(world.loop);
  Future<int> end = start.get_future();
  for (int i = 0; i != 30'000; ++i) end = std::move(end).then([](int n) { return n + 1; });
  end = {};
  EXPECT_TRUE(start.abandoned()) << "all of them are gone";
}

Future<int> rounds(World& world, Future<int> last, int left) {
  if (left == 0) return last;
  Future<int> round = world.soon(left);
  return std::move(round).then(
      [&world, last = std::move(last)](int n) mutable { return rounds(world, std::move(last), n - 1); });
}

TEST(Then, ManyReturnedFuturesAreDestroyedWithoutRecursion) {
  World world;
  Promise<int> never(world.loop);
  Future<int> end = rounds(world, never.get_future(), 30'000);
  world.loop.run();
  EXPECT_FALSE(never.abandoned()) << "the last round waits";
  end = {};
  EXPECT_TRUE(never.abandoned()) << "all of them are gone";
}

}  // namespace
