#include <cstddef>
#include <vector>

#include "02_callbacks/timers.hpp"
#include "bench/measure.hpp"

namespace unroll {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t batch = 1000;

/// `count` callbacks that wait for something far away.
std::vector<Callback> far_away(Timers& timers, std::size_t count) {
  std::vector<Callback> waiting;
  for (std::size_t i = 0; i != count; ++i) waiting.push_back(timers.call_later(10h + i * 1ms, [] {}));
  return waiting;
}

/// A callback that arms the next one, `left` times; then it stops the loop, for others may still wait.
struct Next {
  Loop& loop;
  Timers& timers;
  Callback& kept;
  Duration delay;
  std::size_t& left;
  void operator()() {
    if (--left == 0) return loop.stop();
    kept = timers.call_later(delay, Next(*this));
  }
};

/// Arms one and lets it fire, then the next, while `others` wait for later.
void arm_and_fire(benchmark::State& state, Clock& clock, Duration delay, std::size_t others) {
  Loop loop;
  Timers timers(loop, clock);
  const std::vector<Callback> waiting = far_away(timers, others);
  measure(state, batch, [&] {
    std::size_t left = batch;
    Callback kept;
    kept = timers.call_later(delay, Next{loop, timers, kept, delay, left});
    loop.run();
  });
}

/// Each is due at once, so that nothing sleeps: what the clock and the timers cost.
void in_real_time(benchmark::State& state, std::size_t others) {
  SteadyClock clock;
  arm_and_fire(state, clock, 0ns, others);
}
BENCHMARK_CAPTURE(in_real_time, alone, 0)->Name("a timer, one at a time, real time/02/call_later");
BENCHMARK_CAPTURE(in_real_time, among_1000, 1000)
    ->Name("a timer, one at a time, among 1,000, real time/02/call_later");

/// What the timers alone cost.
void in_fake_time(benchmark::State& state, std::size_t others) {
  FakeClock clock;
  arm_and_fire(state, clock, 1ns, others);
}
BENCHMARK_CAPTURE(in_fake_time, alone, 0)->Name("a timer, one at a time/02/call_later");
BENCHMARK_CAPTURE(in_fake_time, among_1000, 1000)->Name("a timer, one at a time, among 1,000/02/call_later");
BENCHMARK_CAPTURE(in_fake_time, among_100000, 100'000)
    ->Name("a timer, one at a time, among 100,000/02/call_later");

/// 1,000 that fire in one turn.
void arm_many_and_fire(benchmark::State& state, Clock& clock) {
  Loop loop;
  Timers timers(loop, clock);
  std::vector<Callback> kept(batch);
  std::size_t ran = 0;
  measure(state, batch, [&] {
    for (Callback& one : kept) one = timers.call_later(0ns, [&ran] { ++ran; });
    loop.run();
  });
}

void many_in_real_time(benchmark::State& state) {
  SteadyClock clock;
  arm_many_and_fire(state, clock);
}
BENCHMARK(many_in_real_time)->Name("a timer, 1,000 armed together, real time/02/call_later");

void many_in_fake_time(benchmark::State& state) {
  FakeClock clock;
  arm_many_and_fire(state, clock);
}
BENCHMARK(many_in_fake_time)->Name("a timer, 1,000 armed together/02/call_later");

void arm_and_call_off(benchmark::State& state) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  const std::vector<Callback> waiting = far_away(timers, batch);
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) {
      Callback called_off = timers.call_later(1s, [] {});
      benchmark::DoNotOptimize(&called_off);
    }
  });
}
BENCHMARK(arm_and_call_off)->Name("arm a timer and call it off, among 1,000/02/call_later");

}  // namespace
}  // namespace unroll
