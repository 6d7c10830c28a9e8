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
  const std::size_t small =
      said("01_queue", "post and run a job with up to 48 bytes of captures that move without a throw");
  costs(small, [this] { loop_.post([] {}); });
  costs(small, [this] { loop_.post([bytes = std::array<char, 48>()] { static_cast<void>(bytes); }); });
}

TEST_F(Allocations, AJobWithMoreCapturesTakesOne) {
  costs(said("01_queue", "the same with more captures"),
        [this] { loop_.post([bytes = std::array<char, 49>()] { static_cast<void>(bytes); }); });
}

TEST_F(Allocations, TheQueueTakesABlockForEveryEightJobs) {
  EXPECT_EQ(cell("01_queue", "the queue itself"), "one block for every eight jobs or so");
  EXPECT_EQ(jobs_a_block, UNROLL_TRACE ? 8 : 9);  // a traced job has a number, too
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
  costs(said("02_callbacks", "arm a callback and let it fire"),
        [&] { kept = timers_.call_later(1ms, [] {}); });
  costs(said("02_callbacks", "arm a callback and call it off"),
        [&] { auto called_off = timers_.call_later(1ms, [] {}); });
}

TEST_F(Allocations, APromiseAndItsFutureTakeOneTogether) {
  costs(said("03_futures", "a promise and its future, set and taken"), [this] {
    Promise<int> promise(loop_);
    Future<int> future = promise.get_future();
    promise.set_value(1);
    future.get();
  });
}

TEST_F(Allocations, ToBeWaitedForTakesNoneMore) {
  costs(1 + said("03_futures", "to wait for it"), [this] {
    Promise<int> promise(loop_);
    Future<int> future = promise.get_future();
    future.wait([] {});
    promise.set_value(1);
    run();
  });
}

TEST_F(Allocations, ThenTakesOneMore) {
  costs(1 + said("03_futures", "`then`"), [this] {
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
  costs(futures + given + said("03_futures", "`all`"), [this] {
    auto values = all(loop_, soon(loop_, futures));
    run();
    values.get();
  });
}

TEST_F(Allocations, AnyTakesOneBesideItsFuturesAndThreeToDestroyALoser) {
  constexpr std::size_t given = 1;
  EXPECT_EQ(cell("03_futures", "`any` of two"), "1, and 3 to destroy the loser");
  costs(2 + given + 1 + 3, [this] {
    auto first = any(loop_, soon(loop_, 2));
    run();
    first.get();
  });
}

TEST_F(Allocations, ASleepTakesOneWhetherItRingsOrIsCancelled) {
  const std::size_t one = said("03_futures", "`sleep_for`, fired or cancelled");
  costs(one, [this] {
    auto sleep = sleep_for(timers_, 1ms);
    run();
  });
  costs(one, [this] { auto cancelled = sleep_for(timers_, 1ms); });
}

}  // namespace
}  // namespace unroll
