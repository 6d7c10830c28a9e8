// Wrong: who asks while it is painted always needs a job, whoever has asked before him.
// Caught by: Window.IsPaintedOnceForAllWhoAskWhileItIsPainted (wrong value)
#pragma once

// Everybody who changes something asks for the window to be painted again. A thousand changes in one turn,
// and the window is painted a thousand times, 999 times for nobody. The starter does that; make it fast.
//
// Contract
// - `ask` has `paint` called once, in a job. Nothing is painted here and now.
// - However often `ask` is called before that job runs, it is one job, and one `paint`.
// - An `ask` that comes while `paint` runs, or later, has it called once more.
// - An exception that `paint` throws leaves the loop's `run`. The next `ask` is as good as the first one.

#include <functional>
#include <utility>

#include "01_queue/loop.hpp"

namespace unroll {

/// Lifetime: outlives the run of its loop.
class Repaint {
 public:
  Repaint(Loop& loop, std::function<void()> paint) : loop_(loop), paint_(std::move(paint)) {}

  void ask() {
    if (asked_ && !painting_) return;
    asked_ = true;
    loop_.post([this] {
      painting_ = true;
      paint_();
      painting_ = false;
      asked_ = false;
    });
  }

 private:
  Loop& loop_;
  std::function<void()> paint_;
  bool asked_ = false;
  bool painting_ = false;
};

}  // namespace unroll
