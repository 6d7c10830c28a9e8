#pragma once

#include <stdexcept>
#include <utility>
#include <vector>

#include "right.hpp"

namespace unroll {

/// Break the third promise: an error is brought, and not that of the first that fails.
inline Task<> another_runtime_error(Loop& loop, std::vector<Task<>> tasks) {
  try {
    co_await with_a_scope(loop, std::move(tasks));
  } catch (...) {
    throw std::runtime_error("one of them has failed");
  }
}

inline Task<> another_logic_error(Loop& loop, std::vector<Task<>> tasks) {
  try {
    co_await with_a_scope(loop, std::move(tasks));
  } catch (...) {
    throw std::logic_error("one of them has failed");
  }
}

}  // namespace unroll
