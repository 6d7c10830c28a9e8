#pragma once

#include <chrono>
#include <stdexcept>
#include <thread>

#include "00_trace/clocks.hpp"

namespace unroll {

/// How long, in nanoseconds; the literals `5ms`, `2s` convert to it.
using Duration = std::chrono::nanoseconds;

/// A moment of one clock. Those of two clocks do not compare, and none is a time of day.
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// The one door through which time passes. Nothing else in the toolkit reads a clock or sleeps, so putting
/// another clock here puts a whole program into another time. Never the wall clock: that one is set forth
/// and back by people.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() { trace::forget_time(this); }

  /// Never goes back.
  virtual TimePoint now() const = 0;

  /// Lets time pass until `until`, or until something else has happened that this clock notices; returns the
  /// time it is then. A time already past means: do not wait, only look.
  virtual TimePoint wait_until(TimePoint until) = 0;

 protected:
  static std::int64_t microseconds(TimePoint time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
  }
};

/// Real time. Waiting puts the thread to sleep.
class SteadyClock final : public Clock {
 public:
  /// From here on the steps of this thread are traced with this time, counted from now.
  SteadyClock() {
    trace::tell_time({[](const void* clock) { return static_cast<const SteadyClock*>(clock)->elapsed(); },
                      this, "steady", start_.time_since_epoch().count()});
  }
  TimePoint now() const override { return std::chrono::steady_clock::now(); }
  TimePoint wait_until(TimePoint until) override {
    TimePoint time = now();
    if (until <= time) return time;
    std::this_thread::sleep_until(until);
    return now();
  }

 private:
  std::int64_t elapsed() const { return microseconds(TimePoint{now() - start_}); }
  TimePoint start_ = now();
};

/// Time that jumps: waiting costs nothing, and every run takes exactly as long as it says. Begins at zero.
class FakeClock final : public Clock {
 public:
  /// From here on the steps of this thread are traced with this time.
  FakeClock() {
    trace::tell_time(
        {[](const void* clock) { return microseconds(static_cast<const FakeClock*>(clock)->now_); }, this,
         "virtual"});
  }
  TimePoint now() const override { return now_; }

  /// Jumps. Errors: std::logic_error if `until` is the end of time, for then nothing would ever happen again.
  TimePoint wait_until(TimePoint until) override {
    if (until == TimePoint::max())
      throw std::logic_error("FakeClock: waiting for something that no clock brings");
    if (until > now_) now_ = until;
    return now_;
  }

  /// Time that passes while a job runs: what work costs, in a world where nothing takes time by itself. Goes
  /// no further than the end of time. Needs: `by` is not negative.
  void advance(Duration by) { now_ = by < TimePoint::max() - now_ ? now_ + by : TimePoint::max(); }

 private:
  TimePoint now_{};
};

}  // namespace unroll
