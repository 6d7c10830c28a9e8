#pragma once

#include <utility>
#include <vector>

#include "05_scopes/race.hpp"

namespace unroll {

/// Breaks the second promise: ends with the first that ends.
inline Task<> first_is_enough(Loop& loop, std::vector<Task<>> tasks) {
  if (tasks.empty()) co_return;
  co_await race(loop, std::move(tasks));
}

}  // namespace unroll
