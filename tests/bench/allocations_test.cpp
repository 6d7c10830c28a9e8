#include <array>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "03_futures/sleep_for.hpp"
#include "bench/allocations_fixture.hpp"

namespace unroll {
namespace {

using namespace std::chrono_literals;

/// The futures of `count` promises that a job keeps each: an allocation for each future.
std::vector<Future<int>> soon(Loop& loop, std::size_t count) {
  std::vector<Future<int>> futures;
  futures.reserve(count);
  for (std::size_t i = 0; i != count; ++i) {
    Promise<int> promise(loop);
    futures.push_back(promise.get_future());
    loop.post([promise = std::move(promise)]() mutable { promise.set_value(1); });
  }
  return futures;
}

TEST_F(Allocations, TheCounterCounts) {
  costs(1, [] { delete new int; });
  costs(3, [] { std::vector<int>(1), std::vector<int>(1), std::vector<int>(1); });
}

TEST_F(Allocations, AJobWithUpTo48BytesOfCapturesTakesNone) {
  costs(0, [this] { loop_.post([] {}); });
  costs(0, [this] { loop_.post([bytes = std::array<char, 48>()] { static_cast<void>(bytes); }); });
}

TEST_F(Allocations, AJobWithMoreCapturesTakesOne) {
  costs(1, [this] { loop_.post([bytes = std::array<char, 49>()] { static_cast<void>(bytes); }); });
}

TEST_F(Allocations, RunningTakesNone) {
  costs(0, [this] {
    loop_.post([] {});
    run_one();
    loop_.post([this] { loop_.post([] {}); });
  });
}

TEST_F(Allocations, ACallbackTakesOneWhetherItFiresOrIsCalledOff) {
  Callback kept;
  costs(1, [&] { kept = timers_.call_later(1ms, [] {}); });
  costs(1, [&] { auto called_off = timers_.call_later(1ms, [] {}); });
}

TEST_F(Allocations, APromiseAndItsFutureTakeOneTogether) {
  costs(1, [this] {
    Promise<int> promise(loop_);
    Future<int> future = promise.get_future();
    promise.set_value(1);
    future.get();
  });
}

TEST_F(Allocations, ToBeWaitedForTakesNoneMore) {
  costs(1, [this] {
    Promise<int> promise(loop_);
    Future<int> future = promise.get_future();
    future.wait([] {});
    promise.set_value(1);
    run();
  });
}

TEST_F(Allocations, ThenTakesOneMore) {
  costs(2, [this] {
    Promise<int> promise(loop_);
    auto next = promise.get_future().then([](int value) { return value + 1; });
    promise.set_value(1);
    run();
    next.get();
  });
}

TEST_F(Allocations, AllTakesThreeBesideItsFutures) {
  constexpr std::size_t futures = 5;
  constexpr std::size_t given = 1;  // the vector they are given in
  costs(futures + given + 3, [this] {
    auto values = all(loop_, soon(loop_, futures));
    run();
    values.get();
  });
}

TEST_F(Allocations, AnyTakesOneBesideItsFuturesAndThreeToDestroyALoser) {
  constexpr std::size_t given = 1;
  costs(2 + given + 1 + 3, [this] {
    auto first = any(loop_, soon(loop_, 2));
    run();
    first.get();
  });
}

TEST_F(Allocations, ASleepTakesOneWhetherItRingsOrIsCancelled) {
  costs(1, [this] {
    auto sleep = sleep_for(timers_, 1ms);
    run();
  });
  costs(1, [this] { auto cancelled = sleep_for(timers_, 1ms); });
}

}  // namespace
}  // namespace unroll
