#pragma once

#include <future>

namespace unroll {

/// Jobs that have begun wait here until the test lets them go.
class Gate {
 public:
  void pass() { open_.wait(); }
  void open() { promise_.set_value(); }

 private:
  std::promise<void> promise_;
  std::shared_future<void> open_ = promise_.get_future().share();
};

}  // namespace unroll
