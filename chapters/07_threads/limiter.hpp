#pragma once

#include <cstddef>

#include "04_coroutines/task.hpp"
#include "07_threads/call_on.hpp"
#include "07_threads/semaphore.hpp"

namespace unroll {

/// How many tasks may do something at once: connections, jobs on a pool. The limit is where the work begins,
/// not behind it: 100,000 tasks that wait for a permit are 100,000 frames, so let few tasks take their work
/// from a Channel where there is much of it. Lifetime, threads: as a Semaphore.
class CapacityLimiter {
 public:
  /// `total`: how many at once. Of 0 nobody ever gets one.
  CapacityLimiter(Loop& loop, std::size_t total) : semaphore_(loop, total), total_(total) {}

  /// As Semaphore::acquire. Hold it as long as you do it: it is given back when it dies.
  Future<Permit> acquire(Site site = {}) { return semaphore_.acquire(site); }

  /// How many there are, free or not.
  std::size_t total() const { return total_; }

  /// How many are out: held, or on their way to a task that will go on.
  std::size_t borrowed() const { return total_ - semaphore_.free(); }

 private:
  Semaphore semaphore_;
  std::size_t total_;
};

/// `call_on`, when there is a permit for it. Destroying the task gives the permit back at once, also if the
/// function has begun: it runs on to its end, and so long there is one more than `total`.
template <class F>
Task<std::invoke_result_t<F&>> call_on(Pool& pool, Mailbox& home, CapacityLimiter& limiter, F function,
                                       Lane lane = Lane::quick) {
  const Permit permit = co_await limiter.acquire("limiter");
  co_return co_await unroll::call_on(pool, home, std::move(function), lane);
}

}  // namespace unroll
