#pragma once

// The event loop of a tutorial. It counts down what it takes from its queue and stops at zero. It looks
// right, and it loses a function, never ends when started again, and waits for ever for a function that
// nobody will put.
//
// Contract
// - `start` runs functions, the oldest first, until `most` of them have run or none is left. Then it returns.
// - Every `start` may run `most` of them, however often it was called before.
// - No function is lost: what has not run is still there for the next `start`.
// - An exception that a function throws leaves `start`. The next `start` goes on behind that function.

#include <deque>
#include <functional>
#include <stdexcept>
#include <utility>

namespace unroll {

/// Needs: `most` is one or more.
class ToyLoop {
 public:
  using Function = std::function<void()>;

  explicit ToyLoop(int most) : most_(most) {}

  void put(Function function) { queue_.push_back(std::move(function)); }

  void start() {
    for (int run = 0; run != most_ && !queue_.empty(); ++run) {
      const Function function = std::move(queue_.front());
      queue_.pop_front();
      function();
    }
  }

 private:
  std::deque<Function> queue_;
  int most_;
};

}  // namespace unroll
