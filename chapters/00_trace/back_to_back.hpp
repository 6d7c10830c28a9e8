#pragma once

#include <cstdint>
#include <utility>

#include "00_trace/trace.hpp"

namespace unroll::trace {

#if UNROLL_TRACE
/// Which BackToBack this thread is in; 0: in none.
inline thread_local std::uint64_t back_to_back = 0;

/// While it lives, jobs of this thread run one right behind the other, and nothing of the program's in
/// between: who times them looks at the clock once for the end of one and the beginning of the next. No step
/// of a run. Lifetime: a local variable. Threads: each has its own.
class BackToBack {
 public:
  /// With a number that none has had on this thread. When this dies, the one around it goes on.
  BackToBack() : before_(std::exchange(back_to_back, ++last_)) {}
  ~BackToBack() { back_to_back = before_; }
  BackToBack(const BackToBack&) = delete;
  BackToBack& operator=(const BackToBack&) = delete;

 private:
  static inline thread_local std::uint64_t last_ = 0;
  std::uint64_t before_;
};
#else
struct [[maybe_unused]] BackToBack {
  [[gnu::always_inline]] constexpr BackToBack() noexcept {}
};
#endif

}  // namespace unroll::trace
