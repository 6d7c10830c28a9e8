// Wrong: divides to see how many it has missed, and one that is just then is among them.
// Caught by: Every.SkipsNoTimeThatIsJustThenBehindOneThatItHasMissed (wrong value)
#pragma once

// A job that is called again and again. Who arms the next call a period after the last one is late by a
// little each time, and an hour later by a minute. A schedule says when each call is due, however late the
// one before was.
//
// Contract
// - `Every(timers, period, job)` has a schedule: one period after it was made, two periods, three, and so on.
//   `job` is called at these times, from the loop, and never here and now.
// - Neither a late call nor a job that takes long moves the schedule.
// - Times of the schedule that have passed when `job` returns are skipped: no calls in a row to make up for
//   them. One that is just then has not passed.
// - When the Every is destroyed, or when `stop` was called, `job` is not called any more. It may call `stop`
//   itself.

#include <functional>
#include <utility>

#include "02_callbacks/timers.hpp"

namespace unroll {

/// Needs: a period above zero; a job that does not destroy it, and does not throw. Lifetime: dies before its
/// timers.
class Every {
 public:
  Every(Timers& timers, Duration period, std::function<void()> job)
      : timers_(timers), period_(period), job_(std::move(job)), due_(timers.after(period)) {
    arm();
  }
  Every(const Every&) = delete;
  Every& operator=(const Every&) = delete;

  void stop() {
    stopped_ = true;
    next_.call_off();
  }

 private:
  void arm() {
    next_ = timers_.call_at(due_, [this] { call(); });
  }

  void call() {
    job_();
    if (stopped_) return;
    const TimePoint now = timers_.clock().now();
    due_ += period_;
    if (due_ < now) due_ += ((now - due_) / period_ + 1) * period_;
    arm();
  }

  Timers& timers_;
  Duration period_;
  std::function<void()> job_;
  TimePoint due_;
  Callback next_;
  bool stopped_ = false;
};

}  // namespace unroll
