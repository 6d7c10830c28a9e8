// Wrong: two locks are taken in both orders; this time nobody gets stuck.
// Caught by: Verdict.ThePromise (deadlock)
// Says: two threads take the same locks in different orders
// Builds: thread
#pragma once

#include <mutex>
#include <thread>

namespace unroll {

inline void subject() {
  std::mutex one;
  std::mutex other;
  const auto take = [](std::mutex& first, std::mutex& second) {
    const std::lock_guard held(first);
    const std::lock_guard too(second);
  };
  std::thread([&] { take(one, other); }).join();
  std::thread([&] { take(other, one); }).join();
}

}  // namespace unroll
