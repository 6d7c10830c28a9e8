// Wrong: two threads want two locks, each in its own order.
// Caught by: Verdict.ThePromise (deadlock)
// Says: verdict/deadlock.hpp
#pragma once

#include <latch>
#include <mutex>
#include <thread>

namespace unroll {

inline void subject() {
  std::mutex one;
  std::mutex other;
  std::latch both(2);
  const auto take = [&](std::mutex& first, std::mutex& second) {
    const std::lock_guard held(first);
    both.arrive_and_wait();
    const std::lock_guard never(second);
  };
  std::thread thread([&] { take(other, one); });
  take(one, other);
  thread.join();
}

}  // namespace unroll
