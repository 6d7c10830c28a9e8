#pragma once

#include <condition_variable>
#include <iostream>
#include <mutex>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/task.hpp"

namespace unroll {

/// A heart that beats on the loop, and that work on any thread can listen to. For the programs of this
/// chapter; nothing in the toolkit uses it.
class Heart {
 public:
  /// On the loop's thread.
  Task<> beat(Timers& timers, int times) {
    for (int i = 1; i <= times; ++i) {
      std::cout << "beat " << i << std::endl;
      hear(i);
      co_await sleep_for(timers, std::chrono::milliseconds(1));
    }
  }

  /// Blocks the thread that calls it until that beat, or for as long as it has patience. The last beat that
  /// was heard.
  int listen_until(int beat, Duration patience) {
    std::unique_lock lock(mutex_);
    heard_.wait_for(lock, patience, [&] { return last_ >= beat; });
    return last_;
  }

 private:
  void hear(int beat) {
    const std::lock_guard lock(mutex_);
    last_ = beat;
    heard_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable heard_;
  int last_ = 0;  // guarded by mutex_
};

}  // namespace unroll
