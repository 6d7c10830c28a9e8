#pragma once

#include <chrono>
#include <thread>

namespace unroll {

/// Lets other threads run until `condition()` holds; false if it does not in so many turns, and so
/// long a time, that it never will.
template <class Condition>
[[nodiscard]] bool sooner_or_later(Condition condition) {
  const auto late = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  for (int turns = 20'000'000; turns > 0 || std::chrono::steady_clock::now() < late; --turns) {
    if (condition()) return true;
    std::this_thread::yield();
  }
  return false;
}

}  // namespace unroll
