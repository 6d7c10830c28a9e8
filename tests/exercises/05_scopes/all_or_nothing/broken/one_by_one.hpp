#pragma once

#include <utility>
#include <vector>

#include "05_scopes/scope.hpp"

namespace unroll {

/// Breaks the first promise: one after the other.
inline Task<> one_by_one(Loop&, std::vector<Task<>> tasks) {
  for (Task<>& task : tasks) co_await std::move(task);
}

}  // namespace unroll
