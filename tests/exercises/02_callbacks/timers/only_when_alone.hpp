// Wrong: looks only when nobody else is queued.
// Caught by: TimersTest.LetNobodyStarveInABusyLoop (wrong value)
#pragma once

// The place where jobs wait for a time. Futures, tasks, time limits: all that ever waits in this course waits
// here. If it wakes somebody who has gone, or sleeps while others could run, no chapter above it can be
// right.
//
// Contract
// - What the comments below promise, and in the class nothing public is changed. (What is private is yours.
//   How long arming takes is told there too, and no test measures it.)
// - A callback never runs before its time, and never here and now: when it is due it is handed to the loop,
//   with `redeem`. Who lets go of it then still calls it off.
// - They run in the order of time; at equal times in the order of arming.
// - `call_later` counts from the moment of the call, however long the running job has taken.
// - The loop waits only in `Clock::wait_until`, and only when nothing else is left to run. While others are
//   queued it only looks, in each turn, with a `wait_until` that need not wait: so nobody who is due starves,
//   and a clock that notices other things than time can notice them.
// - The loop's `run` ends by itself when nothing is queued and nobody waits for a time: also when the last
//   one who waited has been called off. Nobody waits for one that was called off.
// - An exception of the clock leaves `run`. Who waits still waits, in the next `run`.
// - Callbacks that were called off do not pile up: whoever arms and calls off for ever takes no more room
//   than about twice what really waits, and a hundred more.
// - Timers that die are asked by nobody any more. A Callback may outlive them.
// - The trace is told of each that is armed, and of each whose time has come.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "02_callbacks/callback.hpp"
#include "02_callbacks/clock.hpp"

namespace unroll {

/// The place where jobs wait for a time. Waiting is itself a job: while a callback waits here, a *tick*
/// stands in the queue. Alone there, it lets time pass until the next callback is due; with others behind it,
/// it only looks. So the loop knows nothing of time, nobody starves, and the loop ends by itself when nothing
/// is left to wait for. Ownership: holds tickets only; whoever armed a callback holds it. Lifetime: dies
/// before its loop and its clock. Threads: the loop's. Needs: one Timers a loop. (Two ticks would keep each
/// other awake.) Cost: arming is O(log n) and one allocation; called-off callbacks are swept out when the
/// heap has doubled since the last sweep; until then their memory stays.
class Timers {
 public:
  Timers(Loop& loop, Clock& clock) : loop_(loop), clock_(clock) {}
  Timers(const Timers&) = delete;
  Timers& operator=(const Timers&) = delete;

  /// Posts `job` at `due`, or as soon after as the loop gets to it. Equal times keep the order of arming. A
  /// time already past is due at once, but never here and now.
  Callback call_at(TimePoint due, Job job, Site site = {}) {
    auto owned = std::make_shared<Job>(std::move(job));
    arm(due, owned, site);
    return Callback(std::move(owned));
  }

  /// The same, counted from now: from this moment, however long the running job has taken.
  Callback call_later(Duration delay, Job job, Site site = {}) {
    return call_at(after(delay), std::move(job), site);
  }

  /// Arms a job that lives in something bigger; chapter 3's futures are such.
  void arm(TimePoint due, const std::shared_ptr<Job>& owned, Site site = {});

  /// The time `delay` from now; the end of time if that would be later than any clock can say.
  TimePoint after(Duration delay) const {
    const TimePoint now = clock_.now();
    return delay > TimePoint::max() - now ? TimePoint::max() : now + delay;
  }

  Loop& loop() const { return loop_; }
  Clock& clock() const { return clock_; }

 private:
  struct Waiting {
    TimePoint due;
    std::uint64_t turn;  // breaks ties: who was armed first
    Ticket ticket;
    bool operator<(const Waiting& other) const {  // the heap's top is its greatest: the first to be due
      return due != other.due ? due > other.due : turn > other.turn;
    }
  };

  void post_tick();
  TimePoint wait_until(TimePoint until);
  void tick();
  void fire(const std::shared_ptr<Job>& owned);
  std::shared_ptr<Job> take_first();
  void sweep();

  Loop& loop_;
  Clock& clock_;
  std::vector<Waiting> heap_;
  std::uint64_t armed_ = 0;
  std::size_t sweep_at_ = 64;
  std::shared_ptr<Job> tick_ = std::make_shared<Job>();  // empty while no tick is in the queue
};

inline void Timers::arm(TimePoint due, const std::shared_ptr<Job>& owned, [[maybe_unused]] Site site) {
  trace::emit(trace::Verb::arm, owned->id(), {.site = site, .value = due});
  if (heap_.size() >= sweep_at_) sweep();
  heap_.push_back({due, armed_++, owned});
  std::push_heap(heap_.begin(), heap_.end());
  if (!*tick_) post_tick();
}

inline void Timers::post_tick() {
  *tick_ = Job([this] { tick(); });
  redeem(loop_, tick_, "tick");
}

inline TimePoint Timers::wait_until(TimePoint until) {
  try {
    return clock_.wait_until(until);
  } catch (...) {
    post_tick();  // the clock has failed, and the others still wait
    throw;
  }
}

inline void Timers::tick() {
  while (!heap_.empty() && heap_.front().ticket.expired()) take_first();
  if (heap_.empty()) return;
  if (!loop_.empty()) return post_tick();
  const TimePoint next = heap_.front().due;
  const TimePoint until = loop_.empty() ? next : TimePoint::min();
  trace::emit(trace::Verb::sleep, {}, {.value = until});
  const TimePoint now = wait_until(until);
  while (!heap_.empty() && heap_.front().due <= now) {
    const std::shared_ptr<Job> owned = take_first();
    if (owned != nullptr) fire(owned);
  }
  if (!heap_.empty()) post_tick();
}

inline void Timers::fire(const std::shared_ptr<Job>& owned) {
  trace::emit(trace::Verb::fire, owned->id());
  redeem(loop_, owned);
}

/// Null if its owner has called it off.
inline std::shared_ptr<Job> Timers::take_first() {
  std::pop_heap(heap_.begin(), heap_.end());
  const Ticket ticket = std::move(heap_.back().ticket);
  heap_.pop_back();
  return ticket.lock();
}

/// Each sweep pays for itself: at least half of what it looks at was armed since the last one.
inline void Timers::sweep() {
  std::erase_if(heap_, [](const Waiting& one) { return one.ticket.expired(); });
  std::make_heap(heap_.begin(), heap_.end());
  sweep_at_ = std::max<std::size_t>(64, 2 * heap_.size());
}

}  // namespace unroll
