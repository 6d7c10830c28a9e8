#pragma once

// Somebody hands you a loop. Is it a good one? A test that no broken loop can fail is worth nothing: yours is
// given two good loops, and eleven broken ones, each of which breaks one of these promises.
//
// Contract
// - `what_is_wrong` returns an empty string for a loop that keeps all these promises, else a sentence. It
//   never throws.
//     1. `post` never runs the job here and now.
//     2. Jobs run in the order in which they were posted, and each of them once.
//     3. `run` also runs what a job posts, behind all that was posted before that.
//     4. An exception that a job throws leaves `run`. The next `run` goes on behind that job.
//     5. A job that has run is gone, with all that it captured.
// - `make` makes a new loop, as often as you like.

#include <functional>
#include <memory>
#include <string>

#include "todo.hpp"

namespace unroll {

/// Anybody's loop.
class AnyLoop {
 public:
  AnyLoop() = default;
  AnyLoop(const AnyLoop&) = delete;
  AnyLoop& operator=(const AnyLoop&) = delete;
  virtual ~AnyLoop() = default;
  virtual void post(std::function<void()> job) = 0;
  virtual void run() = 0;
};

using Make = std::function<std::unique_ptr<AnyLoop>()>;

inline std::string what_is_wrong(const Make&) {
  todo("what_is_wrong: try each promise, and say which one is broken");
}

}  // namespace unroll
