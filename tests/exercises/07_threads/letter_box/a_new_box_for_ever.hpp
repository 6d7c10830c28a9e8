// Wrong: the letters lie on the heap, and nobody need see to that.
// Caught by: LetterBox.ClosedItTakesNothing (leak)
#pragma once

// A loop is asleep, and another thread has a job for it: into the box with it, and ring. Ring a moment too
// early, and the loop wakes, finds nothing and sleeps again; and the letter lies there. Write the box.
//
// Contract
// - `post`, on any thread, puts a letter in. If the box was empty it rings; if not, somebody has rung before,
//   and that is still to be heard: it does not ring again.
// - When it rings the letter is in, and the box is not locked: who hears it may collect here and now.
// - `collect`, on any thread, takes out all letters, in the order in which they were posted. It runs none.
// - From `close` on, which may be called on any thread, `post` says false, and what is unread has been
//   destroyed, not run. What dies there may post: it gets a no.

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "01_queue/job.hpp"

namespace unroll {

class LetterBox {
 public:
  /// `ring` may be called on any thread.
  explicit LetterBox(std::function<void()> ring) : ring_(std::move(ring)) {}

  bool post(Job letter) {
    bool first = false;
    {
      const std::lock_guard lock(mutex_);
      if (closed_) return false;
      first = letters_.empty();
      letters_.push_back(std::move(letter));
    }
    if (first) ring_();
    return true;
  }

  std::vector<Job> collect() {
    const std::lock_guard lock(mutex_);
    return std::exchange(letters_, {});
  }

  void close() {
    std::vector<Job> unread;  // dies behind the lock: what the letters captured may post
    const std::lock_guard lock(mutex_);
    closed_ = true;
    unread.swap(letters_);
  }

 private:
  std::function<void()> ring_;
  std::mutex mutex_;
  std::vector<Job>& letters_ = *new std::vector<Job>();  // guarded by mutex_
  bool closed_ = false;                                  // guarded by mutex_
};

}  // namespace unroll
