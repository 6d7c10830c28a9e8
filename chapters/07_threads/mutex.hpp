#pragma once

#include "07_threads/semaphore.hpp"

namespace unroll {

/// One at a time, among tasks of one loop, across their awaits:
///   const Permit lock = co_await mutex.lock();
/// A std::mutex held across an await blocks the thread, and with it the task that would release it.
/// Between two awaits nobody else runs anyway: what does not wait in between needs no mutex. Lifetime,
/// threads, cost: as a Semaphore.
class Mutex {
 public:
  /// Nobody has it.
  explicit Mutex(Loop& loop) : semaphore_(loop, 1) {}

  /// Unlocked when the permit dies. First come, first served. A task that locks what it has waits for itself,
  /// for ever.
  Future<Permit> lock(Site site = {}) { return semaphore_.acquire(site); }

  /// Somebody has it, or is about to go on with it.
  bool is_locked() const { return semaphore_.free() == 0; }

 private:
  Semaphore semaphore_;
};

}  // namespace unroll
