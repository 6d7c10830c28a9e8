#pragma once

#include <memory>
#include <utility>

#include "02_callbacks/timers.hpp"
#include "03_futures/future.hpp"

namespace unroll {

/// The cell behind `sleep_for`: the timer's job lives in it, so that a sleep is one allocation.
class Sleep final : public State<void> {
 public:
  /// Not armed yet: `until` does that.
  Sleep(Loop& loop, Site site) : State<void>(loop, site) {
    trace::emit(trace::Verb::source, id(), {.about = ring_});
  }
  ~Sleep() override { trace::emit(trace::Verb::drop, ring_.id()); }

  /// Makes and arms one: ready at `due`, soon if that is past, never here and now.
  static std::shared_ptr<Sleep> until(Timers& timers, TimePoint due, Site site) {
    auto sleep = std::make_shared<Sleep>(timers.loop(), site);
    timers.arm(due, std::shared_ptr<Job>(sleep, &sleep->ring_), site);
    return sleep;
  }

 private:
  Job ring_{[this] { resolve(Nothing{}); }};
};

/// Ready `delay` from now, counted from this call. Destroying the future disarms the timer.
inline Future<void> sleep_for(Timers& timers, Duration delay, Site site = {}) {
  return Future<void>(Sleep::until(timers, timers.after(delay), site));
}

}  // namespace unroll
