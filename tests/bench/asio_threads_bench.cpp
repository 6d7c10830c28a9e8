#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <semaphore>
#include <thread>

#include "bench/measure.hpp"

// asio in a program of several threads, where its loops keep their locks.

namespace unroll {
namespace {

constexpr std::size_t batch = 1000;

/// A thread that posts a thousand jobs whenever it is told to.
class Poster {
 public:
  Poster(asio::io_context& to, std::size_t& ran) : thread_([this, &to, &ran] { work(to, ran); }) {}
  Poster(const Poster&) = delete;
  Poster& operator=(const Poster&) = delete;
  ~Poster() {
    over_ = true;
    go_.release();
    thread_.join();
  }
  void go() { go_.release(); }

 private:
  void work(asio::io_context& to, std::size_t& ran) {
    for (go_.acquire(); !over_; go_.acquire()) {
      for (std::size_t i = 0; i != batch; ++i) asio::post(to, [&ran] { ++ran; });
    }
  }

  std::binary_semaphore go_{0};
  bool over_ = false;
  std::thread thread_;
};

void post_from_another_thread(benchmark::State& state) {
  asio::io_context here{1};
  const auto open = asio::make_work_guard(here);
  std::size_t ran = 0;
  Poster other(here, ran);
  measure(state, batch, [&] {
    ran = 0;
    other.go();
    while (ran != batch) here.run_one();
  });
}
BENCHMARK(post_from_another_thread)->Name("a job from another thread, one of 1,000/asio/post")->UseRealTime();

/// A job that goes from loop to loop, until it has made so many steps.
struct Ball {
  asio::io_context* from;
  asio::io_context* to;
  std::size_t left;
  bool* over;
  void operator()() const {
    if (left == 0) {
      *over = true;
    } else {
      asio::post(*to, Ball{to, from, left - 1, over});
    }
  }
};

/// A loop waits in the kernel for descriptors and times as soon as it knows of one. One that knows of none
/// waits for a lock alone, which is quicker, and of no use to a server.
void wake_another_thread(benchmark::State& state, bool knows_of_a_time) {
  asio::io_context here{1};
  asio::io_context there{1};
  asio::steady_timer far(here, std::chrono::hours(10));
  asio::steady_timer far_there(there, std::chrono::hours(10));
  if (knows_of_a_time) {
    far.async_wait([](auto) {});
    far_there.async_wait([](auto) {});
  }
  const auto open = asio::make_work_guard(here);
  const auto open_there = asio::make_work_guard(there);
  std::thread other([&there] { there.run(); });
  measure(state, batch, [&] {
    bool over = false;
    asio::post(there, Ball{&there, &here, batch - 1, &over});
    while (!over) here.run_one();
  });
  there.stop();
  other.join();
}
BENCHMARK_CAPTURE(wake_another_thread, that_waits_for_descriptors, true)
    ->Name("a job that wakes the loop of another thread/asio/post")
    ->UseRealTime();
BENCHMARK_CAPTURE(wake_another_thread, that_waits_for_a_lock, false)
    ->Name("a job that wakes the loop of another thread/asio/no descriptors")
    ->UseRealTime();

asio::awaitable<int> one() { co_return 1; }

asio::awaitable<void> call_many(asio::thread_pool& pool) {
  for (std::size_t i = 0; i != batch; ++i)
    benchmark::DoNotOptimize(co_await asio::co_spawn(pool, one(), asio::use_awaitable));
}

void function_away(benchmark::State& state) {
  asio::io_context here{1};
  asio::thread_pool pool(1);
  measure(state, batch, [&] {
    asio::co_spawn(here, call_many(pool), asio::detached);
    here.run();
    here.restart();
  });
  pool.join();
}
BENCHMARK(function_away)->Name("a function on a worker, and its result at home/asio/co_spawn")->UseRealTime();

}  // namespace
}  // namespace unroll
