#include <asio/async_result.hpp>
#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <deque>
#include <exception>
#include <utility>
#include <vector>

#include "bench/measure.hpp"

namespace unroll {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t batch = 1000;

/// As asio is meant to be used from one thread, in a program that may have others.
struct Asio {
  asio::io_context loop{1};

  void run() {
    loop.run();
    loop.restart();
  }
};

void post_in_a_batch(benchmark::State& state) {
  Asio here;
  std::size_t ran = 0;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) asio::post(here.loop, [&ran] { ++ran; });
    here.run();
  });
}
BENCHMARK(post_in_a_batch)->Name("a job, one of 1,000 in the queue/asio/post");

struct Next {
  asio::io_context& loop;
  std::size_t& left;
  void operator()() const {
    if (--left != 0) asio::post(loop, Next(*this));
  }
};

void post_as_a_chain(benchmark::State& state) {
  Asio here;
  measure(state, batch, [&] {
    std::size_t left = batch;
    asio::post(here.loop, Next{here.loop, left});
    here.run();
  });
}
BENCHMARK(post_as_a_chain)->Name("a job that the job before posts/asio/post");

void post_with_big_captures(benchmark::State& state) {
  struct Big {
    std::size_t numbers[8];
  };
  Asio here;
  std::size_t sum = 0;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i)
      asio::post(here.loop, [&sum, big = Big{{i}}] { sum += big.numbers[0]; });
    here.run();
  });
}
BENCHMARK(post_with_big_captures)->Name("a job with 72 bytes of captures/asio/post");

std::deque<asio::steady_timer> far_away(asio::io_context& loop, std::size_t count) {
  std::deque<asio::steady_timer> waiting;
  for (std::size_t i = 0; i != count; ++i) {
    waiting.emplace_back(loop, 10h + i * 1ms);
    waiting.back().async_wait([](asio::error_code) {});
  }
  return waiting;
}

struct NextTimer {
  asio::io_context& loop;
  asio::steady_timer& timer;
  std::size_t& left;
  void operator()(asio::error_code) const {
    if (--left == 0) return loop.stop();
    timer.expires_after(0ns);
    timer.async_wait(NextTimer(*this));
  }
};

void arm_and_fire(benchmark::State& state, std::size_t others) {
  Asio here;
  const auto waiting = far_away(here.loop, others);
  asio::steady_timer timer(here.loop);
  measure(state, batch, [&] {
    std::size_t left = batch;
    timer.expires_after(0ns);
    timer.async_wait(NextTimer{here.loop, timer, left});
    here.run();
  });
}
BENCHMARK_CAPTURE(arm_and_fire, alone, 0)
    ->Name("a timer, one at a time, real time/asio/steady_timer (asks the kernel)");
BENCHMARK_CAPTURE(arm_and_fire, among, batch)
    ->Name("a timer, one at a time, among 1,000, real time/asio/steady_timer (asks the kernel)");

void arm_many_and_fire(benchmark::State& state) {
  Asio here;
  std::deque<asio::steady_timer> timers;
  for (std::size_t i = 0; i != batch; ++i) timers.emplace_back(here.loop);
  std::size_t ran = 0;
  measure(state, batch, [&] {
    for (asio::steady_timer& timer : timers) {
      timer.expires_after(0ns);
      timer.async_wait([&ran](asio::error_code) { ++ran; });
    }
    here.run();
  });
}
BENCHMARK(arm_many_and_fire)
    ->Name("a timer, 1,000 armed together, real time/asio/steady_timer (asks the kernel)");

void arm_and_call_off(benchmark::State& state) {
  Asio here;
  const auto waiting = far_away(here.loop, batch);
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) {
      asio::steady_timer timer(here.loop, 1s);
      timer.async_wait([](asio::error_code) {});
    }
    here.loop.poll();  // asio tells whoever waited that it was called off
    here.loop.restart();
  });
}
BENCHMARK(arm_and_call_off)->Name("arm a timer and call it off, among 1,000/asio/steady_timer");

[[gnu::noinline]] asio::awaitable<int> one() { co_return 1; }

asio::awaitable<int> await_tasks(std::size_t times) {
  int sum = 0;
  for (std::size_t i = 0; i != times; ++i) sum += co_await one();
  co_return sum;
}

/// Keeps what a coroutine brings.
auto into(int& result) {
  return [&result](std::exception_ptr, int value) { result = value; };
}

void await_without_suspending(benchmark::State& state) {
  Asio here;
  int sum = 0;
  measure(state, batch, [&] {
    asio::co_spawn(here.loop, await_tasks(batch), into(sum));
    here.run();
  });
}
BENCHMARK(await_without_suspending)->Name("await a task that does not suspend/asio/awaitable");

[[gnu::noinline]] asio::awaitable<int> descend(std::size_t levels) {
  if (levels == 0) co_return 0;
  co_return 1 + co_await descend(levels - 1);
}

void await_deep(benchmark::State& state) {
  Asio here;
  int depth = 0;
  measure(state, batch, [&] {
    asio::co_spawn(here.loop, descend(batch - 1), into(depth));
    here.run();
  });
}
BENCHMARK(await_deep)->Name("one level of a chain 1,000 awaits deep/asio/awaitable");

asio::awaitable<void> await_turns(asio::io_context& loop, std::size_t times) {
  for (std::size_t i = 0; i != times; ++i) co_await asio::post(loop, asio::use_awaitable);
}

void await_the_next_turn(benchmark::State& state) {
  Asio here;
  measure(state, batch, [&] {
    asio::co_spawn(here.loop, await_turns(here.loop, batch), asio::detached);
    here.run();
  });
}
BENCHMARK(await_the_next_turn)->Name("suspend, and go on in the next turn/asio/co_await post");

/// asio's way to make something to wait for: a job that calls the handler. It has no future in between, and
/// the handler runs within that job; a future's waiter runs in a turn of its own.
asio::awaitable<int> soon(asio::io_context& loop) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void(int)>(
      [&loop](auto handler) {
        asio::post(loop, [handler = std::move(handler)]() mutable { std::move(handler)(1); });
      },
      asio::use_awaitable);
}

asio::awaitable<int> await_posted_values(asio::io_context& loop, std::size_t times) {
  int sum = 0;
  for (std::size_t i = 0; i != times; ++i) sum += co_await soon(loop);
  co_return sum;
}

void await_a_posted_value(benchmark::State& state) {
  Asio here;
  int sum = 0;
  measure(state, batch, [&] {
    asio::co_spawn(here.loop, await_posted_values(here.loop, batch), into(sum));
    here.run();
  });
}
BENCHMARK(await_a_posted_value)->Name("wait for a value that a job brings/asio/async_initiate");

void spawn_and_end(benchmark::State& state) {
  Asio here;
  int last = 0;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) asio::co_spawn(here.loop, one(), into(last));
    here.run();
  });
}
BENCHMARK(spawn_and_end)->Name("a task from its start to its end/asio/co_spawn");

}  // namespace
}  // namespace unroll
