// Wrong: it leaves the end to a job that refers to it, and that one nobody can call off.
// Caught by: IdleLimit.IsNotCalledWhenItHasGoneAtTheVeryTimeOfItsEnd (use after free)
#pragma once

// A connection that is silent for too long is to be closed. Every byte begins the wait anew. The starter does
// what the contract says, but for a million bytes it arms a million callbacks, nearly all of them for
// nothing. Make it fast.
//
// Contract
// - `too_late` is called once, from the loop, when `limit` has passed since the last `touch`, or since the
//   IdleLimit was made; not earlier, and not later. Behind that nothing is armed, and a `touch` does nothing.
// - When the IdleLimit is destroyed, `too_late` is not called any more.
// - However many touches there are: while `limit` passes once, at most two callbacks are armed. (So over n
//   times the limit at most 2n + 1 of them.)

#include <functional>
#include <utility>

#include "02_callbacks/timers.hpp"

namespace unroll {

/// Needs: a limit above zero, and a `too_late` that does not destroy it.
class IdleLimit {
 public:
  IdleLimit(Timers& timers, Duration limit, std::function<void()> too_late)
      : timers_(timers), limit_(limit), too_late_(std::move(too_late)), due_(timers.after(limit)) {
    arm();
  }
  IdleLimit(const IdleLimit&) = delete;
  IdleLimit& operator=(const IdleLimit&) = delete;

  void touch() { due_ = timers_.after(limit_); }

 private:
  void arm() {
    callback_ = timers_.call_at(due_, [this] { look(); });
  }

  /// Whoever touched it meanwhile has not called anything off: it is found here that there is still time.
  void look() {
    if (timers_.clock().now() < due_) return arm();
    timers_.loop().post([this] { too_late_(); });
  }

  Timers& timers_;
  Duration limit_;
  std::function<void()> too_late_;
  TimePoint due_;
  Callback callback_;
};

}  // namespace unroll
