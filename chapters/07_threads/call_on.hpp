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

/// A function on its way to a worker, and how to answer (a Letter, or a BlockingAnswer).
template <class F, class Answer>
class Call {
 public:
  /// Made at home; goes to the worker as a job.
  Call(Answer answer, F function) : answer_(std::move(answer)), function_(std::move(function)) {}

  /// On the worker, once: runs the function and sends what it returned or threw. Does neither if nobody wants
  /// it any more.
  void operator()() {
    if (!answer_.wanted()) return;
    auto result = result_of<std::invoke_result_t<F&>>(*function_);
    function_.reset();  // what it captured dies before anybody at home goes on
    answer_.send(std::move(result));
  }

 private:
  Answer answer_;
  std::optional<F> function_;
};

/// Sends `function` away to a worker; the future brings home what it returns or throws. A task that awaits it
/// never changes its thread: the function goes, not the coroutine. Destroying the future before the function
/// has begun calls it off (it keeps its place in the queue, and its captures, until its turn has come); one
/// that runs cannot be stopped, and nobody hears what it came to. Lifetime: `home` outlives the future, which
/// would wait for ever. Threads: of `home`. Errors, brought by the future: PoolFull; CircularWait
/// (run_on.hpp). Thrown: std::system_error if not one worker can be started. Cost: two changes of thread; two
/// allocations here, or one if something else holds the loop open, and one more if `function` captures more
/// than 8 bytes.
template <class F>
Future<std::invoke_result_t<F&>> call_on(Pool& pool, Mailbox& home, F function, Lane lane = Lane::quick,
                                         Site site = {}) {
  using T = std::invoke_result_t<F&>;
  auto expected = std::make_shared<Expected<T>>(home, site);
  expected->pool = pool.id();
  expected->lane = lane;
  Call<F, Letter<T>> call(Letter<T>(home.sender(), expected), std::move(function));
  if (!pool.post(Job(std::move(call)), lane, site)) expected->arrive(std::make_exception_ptr(PoolFull()));
  return Future<T>(std::move(expected));
}

/// The same for a thread that has no loop: blocks it until a worker has run `function`. Errors: WrongThread
/// on a worker of that pool: when every worker waits for a worker, none is left to do the work. PoolFull;
/// what `function` throws; BrokenPromise if the pool is abandoned before it begins.
template <class F>
std::invoke_result_t<F&> call_on_and_wait(Pool& pool, F function, Lane lane = Lane::quick, Site site = {}) {
  using T = std::invoke_result_t<F&>;
  if (pool.is_here())
    throw WrongThread(
        "call_on_and_wait on a worker of that pool: were all to do so, none would be left for the work; call "
        "the function");
  BlockingAnswer<T> answer;
  std::future<Result<T>> result = answer.future();
  Call<F, BlockingAnswer<T>> call(std::move(answer), std::move(function));
  if (!pool.post(Job(std::move(call)), lane, site)) throw PoolFull();
  return take_from(std::move(result), BrokenPromise());
}

}  // namespace unroll
