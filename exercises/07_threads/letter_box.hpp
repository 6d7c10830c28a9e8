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
#include "todo.hpp"

namespace unroll {

class LetterBox {
 public:
  /// `ring` may be called on any thread.
  explicit LetterBox(std::function<void()> ring) : ring_(std::move(ring)) {}

  bool post(Job) { todo("put it in; ring if it is the first"); }

  std::vector<Job> collect() { todo("all that is in the box"); }

  void close() { todo("from here on say no, and destroy what is in the box"); }

 private:
  std::function<void()> ring_;
  std::mutex mutex_;
  std::vector<Job> letters_;  // guarded by mutex_
};

}  // namespace unroll
