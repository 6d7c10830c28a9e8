// Wrong: the callback that is armed holds a function that holds itself, so it is never freed.
// Caught by: IdleLimit.IsNotCalledWhenItHasGone (leak)
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
#include <memory>
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
    const auto look = std::make_shared<std::function<void()>>();
    *look = [this, look] {
      if (timers_.clock().now() >= due_) return too_late_();
      callback_ = timers_.call_at(due_, [look] { (*look)(); });
    };
    callback_ = timers_.call_at(due_, [look] { (*look)(); });
  }

  Timers& timers_;
  Duration limit_;
  std::function<void()> too_late_;
  TimePoint due_;
  Callback callback_;
};

}  // namespace unroll
