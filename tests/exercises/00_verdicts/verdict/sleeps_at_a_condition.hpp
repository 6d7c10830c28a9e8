// Wrong: waits at a condition that nobody will ever be told of, and goes on when the time is over.
// Caught by: Verdict.ThePromise (blocked loop)
// Says: and nobody else could run meanwhile
// Builds: plain
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "01_queue/loop.hpp"

namespace unroll {

inline void subject() {
  Loop loop;
  loop.post([] {
    std::mutex mutex;
    std::condition_variable nobody;
    std::unique_lock lock(mutex);
    (void)nobody.wait_for(lock, std::chrono::milliseconds(20));
  });
  loop.run();
}

}  // namespace unroll
