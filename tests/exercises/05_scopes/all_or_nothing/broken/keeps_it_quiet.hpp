#pragma once

#include <utility>
#include <vector>

#include "05_scopes/scope.hpp"

namespace unroll {

/// Breaks the third promise: stops the others, but tells nobody why.
inline Task<> keeps_it_quiet(Loop& loop, std::vector<Task<>> tasks) {
  Scope scope(loop);
  for (Task<>& task : tasks) scope.spawn(std::move(task));
  try {
    co_await scope.join();
  } catch (...) {
    co_return;
  }
}

}  // namespace unroll
