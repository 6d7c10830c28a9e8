#pragma once

#include "00_trace/trace.hpp"

#if UNROLL_TRACE

#include <algorithm>
#include <cstdint>
#include <limits>

namespace unroll::trace {

/// The times of a recording, in microseconds: those of the loop's clock; without a clock the steps are
/// numbered. They never go back. The newest clock counts: it goes on where the one before it stood, and when
/// it is gone time stands still.
class Stamp {
 public:
  /// Whole numbers beyond this are not whole any more in a viewer's JavaScript.
  static constexpr std::int64_t never = (std::int64_t{1} << 53) - 1;

  void next() {
    if (time.microseconds == nullptr) {
      if (!timed_) ++now_;
      return;
    }
    const std::int64_t told = time.microseconds(time.clock);
    if (told < told_) offset_ = now_ - told;
    told_ = told;
    timed_ = true;
    now_ = std::max(now_, told + offset_);
  }

  std::int64_t now() const { return now_; }

  /// A time of the clock, as it calls it itself, on this scale.
  std::int64_t of(std::int64_t nanoseconds) const {
    if (nanoseconds == std::numeric_limits<std::int64_t>::max()) return never;
    if (nanoseconds < std::numeric_limits<std::int64_t>::min() + time.zero) return -never;  // no such number
    return std::clamp((nanoseconds - time.zero) / 1000 + offset_, -never, never);
  }

 private:
  std::int64_t now_ = 0;
  std::int64_t told_ = 0;
  std::int64_t offset_ = 0;
  bool timed_ = false;
};

}  // namespace unroll::trace

#endif
