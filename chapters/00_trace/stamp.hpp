#pragma once

#include "00_trace/clocks.hpp"

#if UNROLL_TRACE

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <utility>

namespace unroll::trace {

/// The times of a recording, in microseconds: those of the clock of the loop on the thread that steps;
/// without a clock the steps are numbered. They never go back. The newest clock counts, and when it is gone
/// the one before it: each goes on where the other stood. Behind the last one time stands still. Real time is
/// one for all threads, and a thread that has no clock of its own, as those of a pool, reads it too. Threads:
/// one at a time.
class Stamp {
 public:
  /// Whole numbers beyond this are not whole any more in a viewer's JavaScript.
  static constexpr std::int64_t never = (std::int64_t{1} << 53) - 1;

  /// What is to be remembered of the clocks of one thread.
  struct Scale {
    bool begun = false;           ///< it has had a clock
    const void* clock = nullptr;  ///< which it was that told the time last
    std::int64_t told = 0;        ///< what it said, in microseconds of its own
    std::int64_t offset = 0;      ///< from there to this scale
  };

  /// A step happens: asks this thread's clock, or counts on where no thread has had one.
  void next(Scale& mine) {
    if (time.microseconds == nullptr) return next_without_clock();
    const std::int64_t told = time.microseconds(time.clock);
    const bool is_another = std::exchange(mine.clock, time.clock) != time.clock;
    if (!std::exchange(mine.begun, true)) {
      mine.offset = first_offset(told);
    } else if (is_another || told < mine.told) {
      mine.offset = now_ - told;
    }
    mine.told = told;
    if (time.zero != 0) {
      real_zero_ = time.zero;
      real_offset_ = mine.offset;
    }
    timed_ = true;
    now_ = std::max(now_, told + mine.offset);
  }

  /// When the last step happened: a microsecond, or its number.
  std::int64_t now() const { return now_; }

  /// A time of this thread's clock, as it calls it itself, on this scale.
  std::int64_t of(std::int64_t nanoseconds, const Scale& mine) const {
    if (nanoseconds == std::numeric_limits<std::int64_t>::max()) return never;
    if (nanoseconds < std::numeric_limits<std::int64_t>::min() + time.zero) return -never;  // no such number
    return std::clamp((nanoseconds - time.zero) / 1000 + mine.offset, -never, never);
  }

 private:
  void next_without_clock() {
    if (!timed_) {
      ++now_;
    } else if (time.clock == nullptr && real_zero_ != 0) {
      const std::chrono::nanoseconds real = std::chrono::steady_clock::now().time_since_epoch();
      now_ = std::max(now_, (real.count() - real_zero_) / 1000 + real_offset_);
    }
  }

  /// Of a thread whose first clock it is, where other threads may have had some.
  std::int64_t first_offset(std::int64_t told) const {
    if (time.zero != 0 && real_zero_ != 0) return (time.zero - real_zero_) / 1000 + real_offset_;
    return timed_ ? std::max<std::int64_t>(0, now_ - told) : 0;
  }

  std::int64_t now_ = 0;
  // What the clocks of real time call microsecond `real_offset_`. 0: there is no such clock.
  std::int64_t real_zero_ = 0;
  std::int64_t real_offset_ = 0;
  bool timed_ = false;
};

}  // namespace unroll::trace

#endif
