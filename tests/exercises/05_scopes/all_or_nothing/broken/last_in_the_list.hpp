#pragma once

#include <utility>
#include <vector>

#include "05_scopes/scope.hpp"

namespace unroll {

inline Task<> then_all_go(Task<> last, Scope& scope) {
  co_await std::move(last);
  scope.cancel();
}

/// Breaks the second promise: ends with the last in the list, and not with the last to end.
inline Task<> last_in_the_list(Loop& loop, std::vector<Task<>> tasks) {
  if (tasks.empty()) co_return;
  Scope scope(loop);
  Task<> last = std::move(tasks.back());
  tasks.pop_back();
  for (Task<>& task : tasks) scope.spawn(std::move(task));
  scope.spawn(then_all_go(std::move(last), scope));
  co_await scope.join();
}

}  // namespace unroll
