#include "03_futures/then.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct ThenOn : worlds::TestOn {
  TimedWorld world;
  Loop& loop = world.loop;
  Promise<int> promise{loop};
  Future<int> future = promise.get_future();
  std::string log;

  /// A future that is ready from the start.
  template <class T>
  Future<T> ready(T value) {
    Promise<T> kept(loop);
    Future<T> result = kept.get_future();
    kept.set_value(std::move(value));
    return result;
  }
};
UNROLL_ON_WORLDS(ThenOn, 3);

TEST_P(ThenOn, RunsTheFunctionWithTheValueAndStandsForWhatItReturns) {
  Future<std::string> next = std::move(this->future).then([](int value) { return std::to_string(value); });
  this->promise.set_value(7);
  this->world.run();
  EXPECT_EQ(next.get(), "7");
}

TEST_P(ThenOn, NeverRunsTheFunctionHereAndNow) {
  const Future<void> of_ready = this->ready(7).then([this](int) { this->log += 'r'; });
  EXPECT_EQ(this->log, "") << "not inside then";
  const Future<void> next = std::move(this->future).then([this](int) { this->log += 'v'; });
  this->promise.set_value(7);
  EXPECT_EQ(this->log, "") << "not inside set_value";
  this->world.run();
  EXPECT_EQ(this->log, "rv");
}

TEST_P(ThenOn, UsesTheFutureUp) {
  const Future<void> next = std::move(this->future).then([](int) {});
  EXPECT_FALSE(this->future.valid());  // NOLINT(bugprone-use-after-move): the promise is about just that
}

TEST_P(ThenOn, GoesFromNothingToNothing) {
  Promise<void> done(this->loop);
  Future<void> next = done.get_future().then([this] { this->log += 'a'; }).then([this] { this->log += 'b'; });
  done.set_value();
  this->world.run();
  EXPECT_EQ(this->log, "ab");
  next.get();
}

TEST_P(ThenOn, PassesValuesThatCanOnlyBeMoved) {
  auto next = this->ready(std::make_unique<int>(7))
                  .then([own = std::make_unique<int>(1)](std::unique_ptr<int> value) {
                    *value += *own;
                    return value;
                  })
                  .then([](std::unique_ptr<int> value) { return *value; });
  this->world.run();
  EXPECT_EQ(next.get(), 8);
}

TEST_P(ThenOn, EachLinkOfAChainHasATurnOfItsOwn) {
  const auto link = [this](char name) {
    return [this, name](int value) {
      this->log += name;
      this->loop.post([this] { this->log += '.'; });
      return value;
    };
  };
  auto next = this->ready(7).then(link('a')).then(link('b')).then(link('c'));
  this->world.run();
  EXPECT_EQ(this->log, "a.b.c.");
}

TEST_P(ThenOn, WaitsForTheFutureThatTheFunctionReturns) {
  Promise<int> inner(this->loop);
  auto next = this->ready(7).then([&](int) { return inner.get_future(); });
  static_assert(std::is_same_v<decltype(next), Future<int>>, "a future of a future is a future");
  this->world.run();
  EXPECT_FALSE(next.ready());
  inner.set_value(8);
  this->world.run();
  EXPECT_EQ(next.get(), 8);
}

TEST_P(ThenOn, TakesAFutureThatIsReadyFromTheFunctionToo) {
  auto next = this->ready(7).then([this](int value) { return this->ready(value + 1); });
  this->world.run();
  EXPECT_EQ(next.get(), 8);
}

TEST_P(ThenOn, AnErrorThatTheFunctionThrowsTravelsOn) {
  auto next = this->ready(7).then([](int) -> int { throw std::runtime_error("as told"); });
  this->world.run();
  EXPECT_THROW(next.get(), std::runtime_error);
}

TEST_P(ThenOn, AnErrorThatAFunctionThrowsInsteadOfReturningAFutureTravelsOn) {
  auto next = this->ready(7).then([](int) -> Future<int> { throw std::runtime_error("as told"); });
  this->world.run();
  EXPECT_THROW(next.get(), std::runtime_error);
}

TEST_P(ThenOn, AFunctionThatReturnsAnEmptyFutureIsAnErrorThatTravelsOn) {
  auto next = this->ready(7).then([](int) { return Future<int>(); });
  this->world.run();
  EXPECT_THROW(next.get(), std::logic_error);
}

TEST_P(ThenOn, AnErrorInTheFutureThatTheFunctionReturnsTravelsOn) {
  Promise<int> inner(this->loop);
  auto next = this->ready(7).then([&](int) { return inner.get_future(); });
  this->world.run();
  inner.set_exception(std::make_exception_ptr(std::runtime_error("as told")));
  this->world.run();
  EXPECT_THROW(next.get(), std::runtime_error);
}

TEST_P(ThenOn, AnErrorPassesByFunctionsThatTakeTheValue) {
  auto next =
      std::move(this->future).then([this](int value) { return this->log += 'x', value; }).then([this](int) {
        this->log += 'x';
      });
  this->promise.set_exception(std::make_exception_ptr(std::runtime_error("as told")));
  this->world.run();
  EXPECT_EQ(this->log, "");
  EXPECT_THROW(next.get(), std::runtime_error);
}

TEST_P(ThenOn, AnErrorPassesByFunctionsOfNothing) {
  Promise<void> done(this->loop);
  auto next = done.get_future().then([this] { this->log += 'x'; });
  done.set_exception(std::make_exception_ptr(std::runtime_error("as told")));
  this->world.run();
  EXPECT_EQ(this->log, "");
  EXPECT_THROW(next.get(), std::runtime_error);
}

TEST_P(ThenOn, AFunctionThatTakesTheFutureSeesTheErrorAndMayGoOn) {
  auto next = std::move(this->future)
                  .then([](Future<int> failed) {
                    EXPECT_TRUE(failed.ready());
                    return failed.take().failed() ? 8 : 0;
                  })
                  .then([](int value) { return value + 1; });
  this->promise.set_exception(std::make_exception_ptr(std::runtime_error("as told")));
  this->world.run();
  EXPECT_EQ(next.get(), 9);
}

TEST_P(ThenOn, AFunctionThatTakesTheFutureSeesTheValueToo) {
  auto next = this->ready(7).then([](Future<int> value) { return value.get() + 1; });
  this->world.run();
  EXPECT_EQ(next.get(), 8);
}

TEST_P(ThenOn, ABrokenPromiseTravelsLikeAnyOtherError) {
  auto next = std::move(this->future).then([](int value) { return value; });
  {
    const Promise<int> dying(std::move(this->promise));
  }
  this->world.run();
  EXPECT_THROW(next.get(), BrokenPromise);
}

}  // namespace
}  // namespace unroll
