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

#include <cstddef>
#include <deque>
#include <memory>
#include <utility>

#include "03_futures/future.hpp"
#include "07_threads/executor.hpp"
#include "todo.hpp"

namespace unroll {

class Semaphore;

/// The right to be one of a number. Given back when it dies.
class Permit {
 public:
  Permit() = default;
  explicit Permit(Semaphore& from) : from_(&from) {}
  Permit(Permit&& other) noexcept : from_(std::exchange(other.from_, nullptr)) {}
  Permit& operator=(Permit&&) noexcept { todo("first what this one had, then take over the other's"); }
  ~Permit() { give_back(); }

  bool valid() const { return from_ != nullptr; }
  void give_back() noexcept;

  /// Uses it up: it is not given back, ever.
  void consume() { from_ = nullptr; }

 private:
  Semaphore* from_ = nullptr;
};

/// For tasks of one loop: nobody blocks. Lifetime: outlives its permits; whoever waits goes before it.
/// Threads: the loop's.
class Semaphore {
 public:
  Semaphore(Loop& loop, std::size_t permits) : loop_(loop), free_(permits) {}
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  Future<Permit> acquire(Site site = {}) {
    const auto waiter = std::make_shared<State<Permit>>(loop_, site);
    todo("resolve the waiter with a permit, or keep a ticket of him");
  }

  /// One more permit, without having had one.
  void release() { todo("hand it on"); }

  std::size_t free() const { return free_; }

 private:
  friend class Permit;

  void hand_on() noexcept { todo("to the first who is still there; if there is none, it is free"); }

  Loop& loop_;
  OwnThread home_;
  std::size_t free_;
  std::deque<std::weak_ptr<State<Permit>>> waiters_;
};

inline void Permit::give_back() noexcept {
  if (Semaphore* const from = std::exchange(from_, nullptr)) from->hand_on();
}

}  // namespace unroll
