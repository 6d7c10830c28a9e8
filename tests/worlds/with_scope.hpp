#pragma once

#include "05_scopes/scope.hpp"
#include "worlds/with_tasks.hpp"

namespace unroll::worlds {

/// A scope with children that end at different times, and somebody who waits for the last.
struct WithScope : FakeTime {
  static constexpr const char* name = "WithScope";
  static constexpr int made_of = 5;

  WithScope() {
    for (int child = 1; child <= 3; ++child) scope_.spawn(work_along(timers, unit * child / 7), "background");
    joined_ = scope_.join();
  }

 private:
  Scope scope_{loop};
  Future<void> joined_;
};

}  // namespace unroll::worlds
