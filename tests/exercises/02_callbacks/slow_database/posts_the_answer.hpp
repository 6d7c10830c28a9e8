// Wrong: the callback posts the answer as a job of its own, and that one nobody can call off.
// Caught by: SlowDatabase.SavesNothingForSomebodyWhoHasGoneAtTheVeryTimeOfTheAnswer (wrong value)
#pragma once

// A database that takes five seconds to save a value. This one sleeps them in a job: nobody else runs
// meanwhile, two saves take ten seconds, and a save can never be called off.
//
// Contract
// - `save(value, saved)` calls `saved("saved " + value)` in a job, five seconds after `save` was called.
// - Whatever else is queued or armed runs meanwhile. Saves that were begun at the same time end at the same
//   time, in the order in which they were begun.
// - Whoever asked owns the save: when the Callback is destroyed or called off, `saved` is not called any
//   more.
// - Time is what the clock of the timers says.

#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include "02_callbacks/timers.hpp"

namespace unroll {

class SlowDatabase {
 public:
  using Saved = std::function<void(const std::string& answer)>;

  explicit SlowDatabase(Timers& timers) : timers_(timers) {}

  Callback save(std::string value, Saved saved) {
    auto answer = [value = std::move(value), saved = std::move(saved)] { saved("saved " + value); };
    return timers_.call_later(takes, [this, answer = std::move(answer)] { timers_.loop().post(answer); });
  }

 private:
  static constexpr Duration takes = std::chrono::seconds(5);
  Timers& timers_;
};

}  // namespace unroll
