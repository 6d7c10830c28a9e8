#pragma once

#include <cstddef>
#include <stdexcept>

#include "07_threads/event.hpp"

namespace unroll {

/// Counts down, once; whoever waits goes on when nothing is left. Lifetime, threads: as an Event.
class Latch {
 public:
  /// Nobody waits for a `count` of 0.
  Latch(Loop& loop, std::size_t count) : event_(loop), left_(count) {
    if (left_ == 0) event_.set();
  }

  /// Errors: std::logic_error beyond zero; WrongThread.
  void count_down() {
    home_.need("Latch::count_down from another thread: post it through the mailbox of the latch's loop");
    if (left_ == 0) throw std::logic_error("Latch: counted down more often than it was to be");
    if (--left_ == 0) event_.set();
  }

  /// How often it is still to be counted down. Asked from another thread it would be a race, and is not
  /// refused.
  std::size_t left() const { return left_; }

  /// Any number may wait; who comes too late does not. Errors: as Event::wait.
  Future<void> wait(Site site = {}) { return event_.wait(site); }

 private:
  OwnThread home_;
  Event event_;
  std::size_t left_;
};

}  // namespace unroll
