#pragma once

#include <thread>

namespace unroll {

/// Lets other threads run until `condition()` holds; false if it does not in so many turns that it never will.
template <class Condition>
[[nodiscard]] bool sooner_or_later(Condition condition) {
  for (int turns = 20'000'000; turns != 0; --turns) {
    if (condition()) return true;
    std::this_thread::yield();
  }
  return false;
}

}  // namespace unroll
