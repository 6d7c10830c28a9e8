// Wrong: how many were given may be counted for all together: it is only a number.
// Caught by: Semaphore.AnotherThreadMayHaveOneOfItsOwn (data race)
#pragma once

// A number of permits, and a queue of tasks that wait for one. In most libraries a permit is lost when the
// task that was just given it is cancelled; the program then stops weeks later. Write one that loses none.
//
// Contract
// - `acquire` brings a permit: ready at once if one is free and nobody waits, else when it is his turn. First
//   come, first served.
// - A permit is given back, once: by `give_back`, when it dies, or when another is moved to its place. Not
//   one that was moved away, nor one that was consumed.
// - What is given back goes straight to who has waited longest, so nobody can push in. With nobody waiting it
//   is free again. `release` is the same with one permit more.
// - No permit is lost: who has gone is passed over; and who goes after he was given one, and before he went
//   on, leaves it to the next.
// - Nobody of those who wait is run here and now.
// - On another thread `acquire` and `release` throw WrongThread.

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

/// The right to be one of a number. Given back when it dies.
class Permit {
 public:
  Permit() = default;
  explicit Permit(Semaphore& from) : from_(&from) {}
  Permit(Permit&& other) noexcept : from_(std::exchange(other.from_, nullptr)) {}
  Permit& operator=(Permit&& other) noexcept {
    Permit before(std::move(*this));
    from_ = std::exchange(other.from_, nullptr);
    return *this;
  }
  ~Permit() { give_back(); }

  bool valid() const { return from_ != nullptr; }
  void give_back() noexcept;

  /// Uses it up: it is not given back, ever.
  void consume() { from_ = nullptr; }

 private:
  Semaphore* from_ = nullptr;
};

/// A number of permits, and a queue of tasks that wait for one, first come, first served. For tasks of one
/// loop: nobody blocks. A permit is never lost: handed to a task that is cancelled before it goes on, it dies
/// with that task's future, and so goes to the next. Lifetime: outlives its permits; whoever waits goes
/// before it. Threads: the loop's. Cost: one allocation to acquire.
class Semaphore {
 public:
  Semaphore(Loop& loop, std::size_t permits) : loop_(loop), free_(permits) {}
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  /// Ready at once if there is a permit and nobody waits for one.
  Future<Permit> acquire(Site site = {}) {
    home_.need("Semaphore: of another thread; ask its loop, through its mailbox");
    ++given;
    auto waiter = std::make_shared<State<Permit>>(loop_, site);
    if (free_ != 0) {
      --free_;
      waiter->resolve(Permit(*this));
    } else {
      queue(waiter);
    }
    return Future<Permit>(std::move(waiter));
  }

  /// One more permit, without having had one.
  void release() {
    home_.need("Semaphore: of another thread; ask its loop, through its mailbox");
    hand_on();
  }

  std::size_t free() const { return free_; }

 private:
  friend class Permit;
  inline static std::size_t given = 0;

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
