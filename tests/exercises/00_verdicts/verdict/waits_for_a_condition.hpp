// Wrong: a thread waits for a condition, and nobody notifies it.
// Caught by: Verdict.ThePromise (deadlock)
// Says: every thread waits for another, and nobody can wake it
// Builds: plain address thread
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

namespace unroll {

inline void subject() {
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;
  std::thread thread([&] {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return done; });
  });
  thread.join();
}

}  // namespace unroll
