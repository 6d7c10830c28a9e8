#include <cstddef>
#include <utility>

#include "03_futures/several.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/race.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "bench/measure.hpp"

namespace unroll {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t batch = 1000;

[[gnu::noinline]] Task<> nothing() { co_return; }
[[gnu::noinline]] Task<int> one() { co_return 1; }

Task<> spawn_and_join(Loop& loop, std::size_t children) {
  Scope scope(loop);
  for (std::size_t i = 0; i != children; ++i) scope.spawn(nothing());
  co_await scope.join();
}

void scope_of_many(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] { sync_wait(loop, spawn_and_join(loop, batch)); });
}
BENCHMARK(scope_of_many)->Name("one of 1,000 that are waited for together/05/Scope");

Task<> scopes_of_one(Loop& loop, std::size_t times) {
  for (std::size_t i = 0; i != times; ++i) co_await spawn_and_join(loop, 1);
}

void scope_of_one(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] { sync_wait(loop, scopes_of_one(loop, batch)); });
}
BENCHMARK(scope_of_one)->Name("a task from its start to its end/05/Scope of one");

Task<> sleep_long(Timers& timers) { co_await sleep_for(timers, 1s); }

void cancel_sleepers(benchmark::State& state) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  measure(state, batch, [&] {
    Scope scope(loop);
    for (std::size_t i = 0; i != batch; ++i) scope.spawn(sleep_long(timers));
    for (std::size_t i = 0; i != batch; ++i) loop.run_one();
    scope.cancel();
    loop.run();
  });
}
BENCHMARK(cancel_sleepers)->Name("start a task that sleeps, and cancel it/05/Scope");

Task<int> in_time(Timers& timers, std::size_t times) {
  int sum = 0;
  for (std::size_t i = 0; i != times; ++i) sum += co_await with_timeout(timers, 1s, one());
  co_return sum;
}

void timeout_in_time(benchmark::State& state) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  measure(state, batch, [&] { benchmark::DoNotOptimize(sync_wait(loop, in_time(timers, batch))); });
}
BENCHMARK(timeout_in_time)->Name("a task from its start to its end/05/with_timeout");

Task<int> slow(Timers& timers) {
  co_await sleep_for(timers, 1h);
  co_return 2;
}

Task<int> races(Timers& timers, std::size_t times) {
  int sum = 0;
  for (std::size_t i = 0; i != times; ++i) {
    sum += co_await race(timers.loop(), Several{one(), slow(timers)});
  }
  co_return sum;
}

void race_of_two(benchmark::State& state) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  measure(state, batch, [&] { benchmark::DoNotOptimize(sync_wait(loop, races(timers, batch))); });
}
BENCHMARK(race_of_two)->Name("the first of two/05/race");

}  // namespace
}  // namespace unroll
