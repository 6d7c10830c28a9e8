// Wrong: posts `done` as a job of its own, and that one nobody can call off.
// Caught by: Retry.IsCalledOffAtTheVeryTimeOfItsEnd (wrong value)
#pragma once

// From Python, where the loop owns the callbacks, and whoever lets go of a retry lets it run on. Port it.
// Here who waits owns, and that is where the mistakes are.
//
//     def retry(loop, ask, done, tries, pause):
//         def attempt(number):
//             if ask():
//                 done(True)
//             elif number == tries:
//                 done(False)
//             else:
//                 loop.call_later(pause * 2 ** (number - 1), attempt, number + 1)
//         loop.call_soon(attempt, 1)
//
// Contract
// - `Retry(timers, ask, done, tries, pause)` calls `ask` from the loop, as soon as it gets to it, and never
//   here and now.
// - While `ask` says false it is called again: after `pause`, then after twice that, and so on; `tries` times
//   in all.
// - `done` is called once: with true as soon as `ask` says true, with false as soon as the last one says
//   false. Behind that nothing is armed any more.
// - Who destroys the Retry calls it off, at any moment: neither `ask` nor `done` is called any more.
// - `done` may destroy the Retry whose `done` it is, and then still use what it captured.

#include <functional>
#include <utility>

#include "02_callbacks/timers.hpp"

namespace unroll {

/// Needs: at least one try; an `ask` that does not destroy it; neither `ask` nor `done` throws.
class Retry {
 public:
  using Ask = std::function<bool()>;
  using Done = std::function<void(bool well)>;

  Retry(Timers& timers, Ask ask, Done done, int tries, Duration pause)
      : timers_(timers), ask_(std::move(ask)), done_(std::move(done)), left_(tries), pause_(pause) {
    next_ = timers_.call_later(Duration(0), [this] { attempt(); });
  }
  Retry(const Retry&) = delete;
  Retry& operator=(const Retry&) = delete;

 private:
  void attempt() {
    if (ask_()) return end(true);
    if (--left_ == 0) return end(false);
    next_ = timers_.call_later(pause_, [this] { attempt(); });
    pause_ *= 2;
  }

  void end(bool well) {
    timers_.loop().post([done = std::move(done_), well] { done(well); });
  }

  Timers& timers_;
  Ask ask_;
  Done done_;
  int left_;
  Duration pause_;
  Callback next_;
};

}  // namespace unroll
