#pragma once

#include <utility>
#include <vector>

#include "03_futures/future.hpp"
#include "right.hpp"

namespace unroll {

/// Breaks the second promise: waits until somebody ends, and there is nobody.
inline Task<> waits_for_nobody(Loop& loop, std::vector<Task<>> tasks) {
  if (tasks.empty()) {
    Promise<void> never(loop);
    Future<void> the_end = never.get_future();
    co_await std::move(the_end);
  }
  co_await with_a_scope(loop, std::move(tasks));
}

}  // namespace unroll
