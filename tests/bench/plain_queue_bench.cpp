#include <cstddef>
#include <deque>
#include <functional>
#include <utility>

#include "bench/measure.hpp"

namespace unroll {
namespace {

constexpr std::size_t batch = 1000;

/// The least that can be called a loop: what everybody writes first. The table measures all else by it.
struct PlainQueue {
  std::deque<std::function<void()>> jobs;

  void post(std::function<void()> job) { jobs.push_back(std::move(job)); }
  void run() {
    while (!jobs.empty()) {
      const std::function<void()> job = std::move(jobs.front());
      jobs.pop_front();
      job();
    }
  }
};

void post_in_a_batch(benchmark::State& state) {
  PlainQueue loop;
  std::size_t ran = 0;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) loop.post([&ran] { ++ran; });
    loop.run();
  });
}
BENCHMARK(post_in_a_batch)->Name("a job, one of 1,000 in the queue/queue/std::function");

struct Next {
  PlainQueue& loop;
  std::size_t& left;
  void operator()() const {
    if (--left != 0) loop.post(Next(*this));
  }
};

void post_as_a_chain(benchmark::State& state) {
  PlainQueue loop;
  measure(state, batch, [&] {
    std::size_t left = batch;
    loop.post(Next{loop, left});
    loop.run();
  });
}
BENCHMARK(post_as_a_chain)->Name("a job that the job before posts/queue/std::function");

void post_with_big_captures(benchmark::State& state) {
  struct Big {
    std::size_t numbers[8];
  };
  PlainQueue loop;
  std::size_t sum = 0;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) loop.post([&sum, big = Big{{i}}] { sum += big.numbers[0]; });
    loop.run();
  });
}
BENCHMARK(post_with_big_captures)->Name("a job with 72 bytes of captures/queue/std::function");

}  // namespace
}  // namespace unroll
