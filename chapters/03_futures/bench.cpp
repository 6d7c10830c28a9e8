#include <cstddef>
#include <deque>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "03_futures/sleep_for.hpp"
#include "bench/measure.hpp"

namespace unroll {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t batch = 1000;

/// A promise that a job keeps: what every operation with a result looks like from outside.
Future<int> soon(Loop& loop) {
  Promise<int> promise(loop);
  Future<int> future = promise.get_future();
  loop.post([promise = std::move(promise)]() mutable { promise.set_value(1); });
  return future;
}

void then_of_a_posted_value(benchmark::State& state) {
  Loop loop;
  int sum = 0;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) {
      const auto kept = soon(loop).then([&sum](int value) { sum += value; });
      loop.run();
    }
  });
}
BENCHMARK(then_of_a_posted_value)->Name("wait for a value that a job brings/03/then");

void keep_and_get(benchmark::State& state) {
  Loop loop;
  int sum = 0;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) {
      Promise<int> promise(loop);
      Future<int> future = promise.get_future();
      promise.set_value(1);
      sum += future.get();
    }
  });
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(keep_and_get)->Name("promise, future, set, get/03/Promise");

void chain_of_thens(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] {
    Promise<int> promise(loop);
    Future<int> last = promise.get_future();
    for (std::size_t i = 0; i != batch; ++i) last = std::move(last).then([](int value) { return value + 1; });
    promise.set_value(0);
    loop.run();
    benchmark::DoNotOptimize(last.get());
  });
}
BENCHMARK(chain_of_thens)->Name("one hop of a chain of 1,000/03/then");

/// From `set_value` to the waiter's run. The futures and those who wait are made beforehand, off the clock.
void resolve_and_wake(benchmark::State& state) {
  Loop loop;
  std::size_t woken = 0;
  std::size_t allocated = 0;
  while (state.KeepRunningBatch(batch)) {
    state.PauseTiming();
    std::deque<Promise<void>> promises;
    std::vector<Future<void>> futures;
    for (std::size_t i = 0; i != batch; ++i) {
      futures.push_back(promises.emplace_back(loop).get_future());
      futures.back().wait([&woken] { ++woken; });
    }
    state.ResumeTiming();
    allocated += allocations_of([&] {
      for (Promise<void>& promise : promises) promise.set_value();
      loop.run();
    });
    state.PauseTiming();
    futures.clear();
    promises.clear();
    state.ResumeTiming();
  }
  report_allocations(state, allocated);
}
BENCHMARK(resolve_and_wake)->Name("from set_value to who waits/03/wait");

void all_of_many(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] {
    std::vector<Future<int>> futures;
    futures.reserve(batch);
    for (std::size_t i = 0; i != batch; ++i) futures.push_back(soon(loop));
    Future<std::vector<int>> values = all(loop, std::move(futures));
    loop.run();
    benchmark::DoNotOptimize(values.get());
  });
}
BENCHMARK(all_of_many)->Name("one of 1,000 that are waited for together/03/all");

void any_of_two(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) {
      Promise<int> never(loop);
      std::vector<Future<int>> futures;
      futures.push_back(soon(loop));
      futures.push_back(never.get_future());
      Future<int> first = any(loop, std::move(futures));
      loop.run();
      benchmark::DoNotOptimize(first.get());
    }
  });
}
BENCHMARK(any_of_two)->Name("the first of two/03/any");

void sleep(benchmark::State& state) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  std::size_t woken = 0;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) {
      const auto kept = sleep_for(timers, 1ns).then([&woken] { ++woken; });
      loop.run();
    }
  });
}
BENCHMARK(sleep)->Name("a timer, one at a time/03/sleep_for.then");

void sleep_called_off(benchmark::State& state) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  std::vector<Future<void>> waiting;
  for (std::size_t i = 0; i != batch; ++i) waiting.push_back(sleep_for(timers, 10h));
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) {
      const Future<void> called_off = sleep_for(timers, 1s);
      benchmark::DoNotOptimize(&called_off);
    }
  });
}
BENCHMARK(sleep_called_off)->Name("arm a timer and call it off, among 1,000/03/sleep_for");

}  // namespace
}  // namespace unroll
