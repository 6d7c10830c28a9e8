#pragma once

#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "07_threads/letter.hpp"
#include "07_threads/pool.hpp"

namespace unroll {

/// A pool that has no room for one more job, or is closed. Who has more to do than that waits for a permit of
/// a CapacityLimiter first.
class PoolFull : public std::runtime_error {
 public:
  PoolFull()
      : std::runtime_error("the pool's queue is full, or the pool is closed: wait for a permit first") {}
};

/// A function on its way to a worker, and how to answer.
template <class F>
class Call {
 public:
  using Value = std::invoke_result_t<F&>;

  Call(Letter<Value> letter, F function) : letter_(std::move(letter)), function_(std::move(function)) {}

  void operator()() {
    if (!letter_.wanted()) return;
    Result<Value> result = result_of<Value>(*function_);
    function_.reset();  // what it captured dies before anybody at home goes on
    letter_.send(std::move(result));
  }

 private:
  Letter<Value> letter_;
  std::optional<F> function_;
};

/// Sends `function` away to a worker; the future brings home what it returns or throws. A task that awaits it
/// never changes its thread: the function goes, not the coroutine. Destroying the future before the function
/// has begun calls it off; one that runs cannot be stopped, and nobody hears what it came to. Threads: of
/// `home`. Errors: PoolFull, brought by the future. Cost: two allocations and two changes of thread.
template <class F>
Future<std::invoke_result_t<F&>> call_on(Pool& pool, Mailbox& home, F function, Lane lane = Lane::quick,
                                         Site site = {}) {
  using T = std::invoke_result_t<F&>;
  auto expected = std::make_shared<Expected<T>>(home, site);
  Call<F> call(Letter<T>(home.sender(), expected), std::move(function));
  if (!pool.post(Job(std::move(call)), lane)) expected->arrive(std::make_exception_ptr(PoolFull()));
  return Future<T>(std::move(expected));
}

}  // namespace unroll
