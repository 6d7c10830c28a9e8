#include <array>
#include <cstddef>
#include <string>

#include "04_coroutines/sync_wait.hpp"
#include "06_io/stream.hpp"
#include "bench/measure.hpp"

namespace unroll {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t batch = 1000;

/// A job that posts itself again.
struct Hop {
  Loop& loop;
  std::size_t& left;
  void operator()() const {
    if (--left != 0) loop.post(Hop(*this));
  }
};

/// While somebody waits for a time that is far, each turn looks at the clock.
void turns(benchmark::State& state, Timers& timers) {
  Loop& loop = timers.loop();
  measure(state, batch, [&] {
    const Callback far = timers.call_later(10h, [] {});
    std::size_t left = batch;
    loop.post(Hop{loop, left});
    while (left != 0) loop.run_one();
  });
}

void turns_of_time(benchmark::State& state) {
  Loop loop;
  SteadyClock clock;
  Timers timers(loop, clock);
  turns(state, timers);
}
BENCHMARK(turns_of_time)->Name("a turn in which one job runs and another waits/02/SteadyClock");

void turns_of_the_poller(benchmark::State& state) {
  Loop loop;
  Poller poller(loop);
  turns(state, poller.timers());
}
BENCHMARK(turns_of_the_poller)->Name("a turn in which one job runs and another waits/06/Poller");

Task<> through(Pipe& pipe, std::size_t times) {
  std::array<char, 4096> room;
  for (std::size_t i = 0; i != times; ++i) {
    std::string bytes(64, 'x');
    co_await pipe.in.write_all(std::move(bytes));
    benchmark::DoNotOptimize(co_await pipe.out.read_some(room));
  }
}

void through_a_pipe(benchmark::State& state) {
  Loop loop;
  Poller poller(loop);
  Pipe pipe = make_pipe(poller);
  measure(state, batch, [&] { sync_wait(loop, through(pipe, batch)); });
}
BENCHMARK(through_a_pipe)->Name("64 bytes written to a pipe, waited for and read/06/Stream");

}  // namespace
}  // namespace unroll
