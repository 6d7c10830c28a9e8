#include <coroutine>
#include <cstddef>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "bench/measure.hpp"

namespace unroll {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t batch = 1000;

/// Not inlined: a task from elsewhere, as most are. Without this some compilers elide its frame.
[[gnu::noinline]] Task<int> one() { co_return 1; }

Task<int> await_a_task(std::size_t times) {
  int sum = 0;
  for (std::size_t i = 0; i != times; ++i) sum += co_await one();
  co_return sum;
}

void await_without_suspending(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] { benchmark::DoNotOptimize(sync_wait(loop, await_a_task(batch))); });
}
BENCHMARK(await_without_suspending)->Name("await a task that does not suspend/04/co_await");

[[gnu::noinline]] Task<int> descend(std::size_t levels) {
  if (levels == 0) co_return 0;
  co_return 1 + co_await descend(levels - 1);
}

void await_deep(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] { benchmark::DoNotOptimize(sync_wait(loop, descend(batch - 1))); });
}
BENCHMARK(await_deep)->Name("one level of a chain 1,000 awaits deep/04/co_await");

Future<int> soon(Loop& loop) {
  Promise<int> promise(loop);
  Future<int> future = promise.get_future();
  loop.post([promise = std::move(promise)]() mutable { promise.set_value(1); });
  return future;
}

Task<int> await_posted_values(Loop& loop, std::size_t times) {
  int sum = 0;
  for (std::size_t i = 0; i != times; ++i) sum += co_await soon(loop);
  co_return sum;
}

void await_a_posted_value(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] { benchmark::DoNotOptimize(sync_wait(loop, await_posted_values(loop, batch))); });
}
BENCHMARK(await_a_posted_value)->Name("wait for a value that a job brings/04/co_await");

/// An awaitable of one's own: goes on in the next turn.
struct NextTurn {
  Loop& loop;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> handle) const {
    loop.post([handle] { handle.resume(); });
  }
  void await_resume() const {}
};

Task<> await_turns(Loop& loop, std::size_t times) {
  for (std::size_t i = 0; i != times; ++i) co_await NextTurn{loop};
}

void await_the_next_turn(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] { sync_wait(loop, await_turns(loop, batch)); });
}
BENCHMARK(await_the_next_turn)->Name("suspend, and go on in the next turn/04/co_await");

Task<> await_sleeps(Timers& timers, std::size_t times) {
  for (std::size_t i = 0; i != times; ++i) co_await sleep_for(timers, 1ns);
}

void await_a_sleep(benchmark::State& state) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  measure(state, batch, [&] { sync_wait(loop, await_sleeps(timers, batch)); });
}
BENCHMARK(await_a_sleep)->Name("a timer, one at a time/04/co_await sleep_for");

void start_and_end(benchmark::State& state) {
  Loop loop;
  std::vector<Future<int>> kept;
  measure(state, batch, [&] {
    kept.clear();
    for (std::size_t i = 0; i != batch; ++i) kept.push_back(start(loop, one()));
    loop.run();
  });
}
BENCHMARK(start_and_end)->Name("a task from its start to its end/04/start");

void all_of_many(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] {
    std::vector<Future<int>> futures;
    futures.reserve(batch);
    for (std::size_t i = 0; i != batch; ++i) futures.push_back(start(loop, one()));
    Future<std::vector<int>> values = all(loop, std::move(futures));
    loop.run();
    benchmark::DoNotOptimize(values.get());
  });
}
BENCHMARK(all_of_many)->Name("one of 1,000 that are waited for together/04/all of started");

void wait_from_outside(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) benchmark::DoNotOptimize(sync_wait(loop, one()));
  });
}
BENCHMARK(wait_from_outside)->Name("a task from its start to its end/04/sync_wait");

Task<> sleep_long(Timers& timers) { co_await sleep_for(timers, 1s); }

/// Started, suspended in a sleep, destroyed.
void cancel_a_sleeper(benchmark::State& state) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  std::vector<Future<void>> kept;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) kept.push_back(start(loop, sleep_long(timers)));
    for (std::size_t i = 0; i != batch; ++i) loop.run_one();
    kept.clear();
  });
}
BENCHMARK(cancel_a_sleeper)->Name("start a task that sleeps, and cancel it/04/start");

}  // namespace
}  // namespace unroll
