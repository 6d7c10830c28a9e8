#pragma once

#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "04_coroutines/start.hpp"

namespace unroll {

/// Breaks the fourth promise: the error is brought, when everybody has worked to his end.
inline Task<> others_run_on(Loop& loop, std::vector<Task<>> tasks) {
  std::vector<Future<void>> started;
  for (Task<>& task : tasks) started.push_back(start(loop, std::move(task)));
  co_await all(loop, std::move(started));
}

}  // namespace unroll
