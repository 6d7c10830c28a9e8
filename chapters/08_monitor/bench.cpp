#include <cstddef>
#include <cstdint>

#include "01_queue/loop.hpp"
#include "02_callbacks/clock.hpp"
#include "08_monitor/histogram.hpp"
#include "08_monitor/known.hpp"
#include "08_monitor/monitor.hpp"
#include "bench/measure.hpp"

namespace unroll {
namespace {

constexpr std::size_t batch = 1000;

void note_a_time(benchmark::State& state) {
  monitor::Histogram histogram;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) histogram.add(static_cast<std::int64_t>(i * i));
    benchmark::DoNotOptimize(histogram);
  });
}
BENCHMARK(note_a_time)->Name("a time is noted/08/Histogram");

/// Beside so many that stay.
void come_and_go(benchmark::State& state) {
  monitor::KnownTable table;
  std::uint64_t id = 0;
  while (id != 10'000) table.add(++id);
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) {
      table.add(++id);
      benchmark::DoNotOptimize(table.find(id));
      table.remove(table.find(id));
    }
  });
}
BENCHMARK(come_and_go)->Name("an id comes, is asked for and goes, beside 10,000/08/KnownTable");

#if UNROLL_TRACE
struct Hop {
  Loop& loop;
  std::size_t& left;
  void operator()() const {
    if (--left != 0) loop.post(Hop(*this));
  }
};

void hops(benchmark::State& state) {
  const monitor::Monitor watch([](const monitor::Report&) {});
  const SteadyClock clock;
  Loop loop;
  measure(state, batch, [&] {
    std::size_t left = batch;
    loop.post(Hop{loop, left});
    loop.run();
  });
}
BENCHMARK(hops)->Name("a job that the job before posts/08/watched");
#endif

}  // namespace
}  // namespace unroll
