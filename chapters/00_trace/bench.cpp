// What a step costs when tracing is on: measured here in every build.
#undef UNROLL_TRACE
#define UNROLL_TRACE 1

#include <cstddef>
#include <deque>
#include <functional>
#include <utility>

#include "00_trace/trace.hpp"
#include "bench/measure.hpp"

namespace unroll {
namespace {

constexpr std::size_t batch = 1000;

/// A plain queue, without trace statements …
struct Plain {
  void post(std::function<void()> function) { queue.push_back(std::move(function)); }
  void run() {
    for (; !queue.empty(); queue.pop_front()) queue.front()();
  }
  std::deque<std::function<void()>> queue;
};

/// … and with them: three steps a job.
struct Traced {
  struct Work {
    trace::Id id;
    std::function<void()> function;
  };
  void post(std::function<void()> function, Site site = {}) {
    const trace::Id id = trace::new_id();
    trace::emit(trace::Verb::post, id, {.site = site});
    queue.push_back({id, std::move(function)});
  }
  void run() {
    for (; !queue.empty(); queue.pop_front()) {
      const trace::Running running(queue.front().id);
      queue.front().function();
    }
  }
  std::deque<Work> queue;
};

std::size_t steps = 0;
void count(const trace::Step&) { ++steps; }

template <class Queue>
void post_and_run(benchmark::State& state, trace::Sink sink) {
  trace::sink = sink;
  Queue queue;
  std::size_t ran = 0;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) queue.post([&ran] { ++ran; });
    queue.run();
  });
  trace::sink = nullptr;
  benchmark::DoNotOptimize(steps);
}

void not_traced(benchmark::State& state) { post_and_run<Plain>(state, nullptr); }
BENCHMARK(not_traced)->Name("a job and its three steps/00/no trace statements");

void nobody_listens(benchmark::State& state) { post_and_run<Traced>(state, nullptr); }
BENCHMARK(nobody_listens)->Name("a job and its three steps/00/nobody listens");

void somebody_counts(benchmark::State& state) { post_and_run<Traced>(state, count); }
BENCHMARK(somebody_counts)->Name("a job and its three steps/00/somebody counts");

}  // namespace
}  // namespace unroll
