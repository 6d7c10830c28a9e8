// Wrong: pops a job that threw, if what it threw is a std::exception.
// Caught by: FirstLoop.GoesOnBehindAnErrorOfAnyKind (wrong value)
#pragma once

// An event loop is a queue of jobs, and somebody who runs them. Write both functions.
//
// Contract
// - `post` puts a job at the end of the queue. It never runs it here and now.
// - `run` runs jobs, the oldest first, until none is left. What a job posts is run too, behind all that was
//   posted before it. A job that has run is gone.
// - An exception that a job throws leaves `run`. The next `run` goes on behind that job.

#include <deque>
#include <exception>
#include <functional>
#include <utility>

namespace unroll {

class FirstLoop {
 public:
  using Job = std::function<void()>;

  void post(Job job) { queue_.push_back(std::move(job)); }

  void run() {
    while (!queue_.empty()) {
      try {
        queue_.front()();
      } catch (const std::exception&) {
        queue_.pop_front();
        throw;
      }
      queue_.pop_front();
    }
  }

 private:
  std::deque<Job> queue_;
};

}  // namespace unroll
