#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>

#include "00_trace/trace.hpp"

namespace unroll::trace {

/// Whose time the steps are stamped with; without a clock they are simply numbered.
struct Time {
  std::int64_t (*microseconds)(const void* clock) = nullptr;  ///< asks `clock`; null: there is none
  const void* clock = nullptr;                                ///< handed to `microseconds`; not owned
  const char* kind = "steps";  ///< what a recording calls it: "steady", "virtual"; a string literal
  std::int64_t zero = 0;       ///< what the clock itself calls microsecond 0, in nanoseconds
};

#if UNROLL_TRACE
/// A thread's own: a loop and its clock live on one. Threads: a clock is made and destroyed by the same.
inline thread_local constinit Time time{};

/// All that this thread has, the newest first; of more than these the oldest are forgotten.
inline thread_local constinit std::array<Time, 8> clocks{};

/// A handler of a signal (chapter 8 has one) may look in the midst of this: it sees one clock, or none.
inline void change_time(const Time& to) {
  time.microseconds = nullptr;
  std::atomic_signal_fence(std::memory_order_seq_cst);
  time.clock = to.clock;
  time.kind = to.kind;
  time.zero = to.zero;
  std::atomic_signal_fence(std::memory_order_seq_cst);
  time.microseconds = to.microseconds;
}

/// From here on the steps of this thread have the time of `source`: the newest clock counts.
inline void tell_time(Time source) {
  std::shift_right(clocks.begin(), clocks.end(), 1);
  clocks.front() = source;
  change_time(source);
}

/// `clock` is gone, and no step asks it any more. If it was the newest, the one before it counts again.
inline void forget_time(const void* clock) {
  const auto is_gone = [clock](const Time& one) { return one.clock == clock; };
  std::fill(std::remove_if(clocks.begin(), clocks.end(), is_gone), clocks.end(), Time{});
  if (!is_gone(time)) return;
  time.microseconds = nullptr;  // what it was is still told at the end of a recording
  if (clocks.front().microseconds != nullptr) change_time(clocks.front());
}
#else
[[gnu::always_inline]] constexpr void tell_time(Time) noexcept {}
[[gnu::always_inline]] constexpr void forget_time(const void*) noexcept {}
#endif

}  // namespace unroll::trace
