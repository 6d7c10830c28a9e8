#pragma once

#include <utility>
#include <vector>

#include "05_scopes/scope.hpp"

// Two that keep their promises, each in its way. What nobody has promised, a test must not ask for.
namespace unroll {

inline Task<> with_a_scope(Loop& loop, std::vector<Task<>> tasks) {
  Scope scope(loop);
  for (Task<>& task : tasks) scope.spawn(std::move(task));
  co_await scope.join();
}

/// Begins with the last, in jobs of their own, and stops them in another order.
inline Task<> from_behind(Loop& loop, std::vector<Task<>> tasks) {
  Scope outer(loop);
  while (!tasks.empty()) {
    std::vector<Task<>> last;
    last.push_back(std::move(tasks.back()));
    tasks.pop_back();
    outer.spawn(with_a_scope(loop, std::move(last)));
  }
  co_await outer.join();
}

}  // namespace unroll
