#include <cstddef>
#include <deque>

#include "01_queue/loop.hpp"
#include "bench/measure.hpp"

namespace unroll {
namespace {

constexpr std::size_t batch = 1000;

void post_in_a_batch(benchmark::State& state) {
  Loop loop;
  std::size_t ran = 0;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) loop.post([&ran] { ++ran; });
    loop.run();
  });
}
BENCHMARK(post_in_a_batch)->Name("a job, one of 1,000 in the queue/01/post");

/// A job that posts the next one, `left` times.
struct Next {
  Loop& loop;
  std::size_t& left;
  void operator()() {
    if (--left != 0) loop.post(Next(*this));
  }
};

void post_as_a_chain(benchmark::State& state) {
  Loop loop;
  measure(state, batch, [&] {
    std::size_t left = batch;
    loop.post(Next{loop, left});
    loop.run();
  });
}
BENCHMARK(post_as_a_chain)->Name("a job that the job before posts/01/post");

/// Captures too big for the room in a Job.
void post_with_big_captures(benchmark::State& state) {
  struct Big {
    std::size_t numbers[8];
  };
  Loop loop;
  std::size_t sum = 0;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) loop.post([&sum, big = Big{{i}}] { sum += big.numbers[0]; });
    loop.run();
  });
}
BENCHMARK(post_with_big_captures)->Name("a job with 72 bytes of captures/01/post");

/// What it costs that a loop knows who has not ended, among 1,000 others.
void enter_and_leave_the_list(benchmark::State& state) {
  struct Entry final : Unfinished {
    using Unfinished::Unfinished;
    std::string describe() const override { return "entry\n"; }
  };
  Loop loop;
  std::deque<Entry> others;
  for (std::size_t i = 0; i != batch; ++i) others.emplace_back(loop);
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) {
      Entry entry(loop);
      benchmark::DoNotOptimize(&entry);
    }
  });
}
BENCHMARK(enter_and_leave_the_list)->Name("enter and leave the list of who has not ended/01/Unfinished");

}  // namespace
}  // namespace unroll
