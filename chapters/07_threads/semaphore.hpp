#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <deque>
#include <limits>
#include <memory>
#include <utility>

#include "03_futures/future.hpp"
#include "07_threads/executor.hpp"

namespace unroll {

class Semaphore;

/// The right to be one of a number. Given back when it dies, which is on its semaphore's thread.
class Permit {
 public:
  Permit() = default;

  /// For the semaphore, which has counted it already.
  explicit Permit(Semaphore& from) : from_(&from) {}
  Permit(Permit&& other) noexcept : from_(std::exchange(other.from_, nullptr)) {}
  Permit& operator=(Permit&& other) noexcept {
    Permit before(std::move(*this));
    from_ = std::exchange(other.from_, nullptr);
    return *this;
  }
  ~Permit() { give_back(); }

  /// False once it was given back, used up or moved away.
  bool valid() const { return from_ != nullptr; }

  /// Before it dies; whoever waits longest has it now. Twice is once. Threads: the semaphore's.
  void give_back() noexcept;

  /// Uses it up: it is not given back, ever.
  void consume() { from_ = nullptr; }

 private:
  Semaphore* from_ = nullptr;
};

/// A number of permits, and a queue of tasks that wait for one, first come, first served. For tasks of one
/// loop: nobody blocks. A permit is never lost: handed to a task that is cancelled before it goes on, it dies
/// with that task's future, and so goes to the next. Lifetime: outlives its permits; whoever waits goes
/// before it. Threads: the loop's. Cost: two allocations to make, one to acquire.
class Semaphore {
 public:
  /// `permits` are free. Needs: made on the thread of `loop`.
  Semaphore(Loop& loop, std::size_t permits) : loop_(loop), free_(permits) {}
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  /// Ready at once if there is a permit and nobody waits for one. Errors, thrown here: WrongThread.
  Future<Permit> acquire(Site site = {}) {
    home_.need("Semaphore: of another thread; ask its loop, through its mailbox");
    auto waiter = std::make_shared<State<Permit>>(loop_, site);
    if (free_ != 0) {
      --free_;
      waiter->resolve(Permit(*this));
    } else {
      queue(waiter);
    }
    return Future<Permit>(std::move(waiter));
  }

  /// One more permit, without having had one. Errors: WrongThread.
  void release() {
    home_.need("Semaphore: of another thread; ask its loop, through its mailbox");
    hand_on();
  }

  /// Permits that nobody has. While somebody waits there is none.
  std::size_t free() const { return free_; }

 private:
  friend class Permit;

  void hand_on() noexcept {
    assert(home_.is_this() && "a permit of a semaphore of another thread");
    while (!waiters_.empty()) {
      const auto first = std::move(waiters_.front()).lock();
      waiters_.pop_front();
      if (first != nullptr) return first->resolve(Permit(*this));
    }
    ++free_;
  }

  void queue(const std::shared_ptr<State<Permit>>& waiter) {
    if (waiters_.size() >= sweep_at_) {
      std::erase_if(waiters_, [](const auto& one) { return one.expired(); });
      sweep_at_ = std::max<std::size_t>(64, 2 * waiters_.size());
    }
    waiters_.push_back(waiter);
  }

  Loop& loop_;
  OwnThread home_;
  std::size_t free_;
  std::deque<std::weak_ptr<State<Permit>>> waiters_;
  std::size_t sweep_at_ = 64;  // those who went away are swept out now and then
};

inline void Permit::give_back() noexcept {
  if (Semaphore* const from = std::exchange(from_, nullptr)) from->hand_on();
}

}  // namespace unroll
