// Wrong: all loops share one queue.
// Caught by: FirstLoop.KnowsNothingOfAnotherLoop (wrong order)
#pragma once

// An event loop is a queue of jobs, and somebody who runs them. Write both functions.
//
// Contract
// - `post` puts a job at the end of the queue. It never runs it here and now.
// - `run` runs jobs, the oldest first, until none is left. What a job posts is run too, behind all that was
//   posted before it. A job that has run is gone.
// - An exception that a job throws leaves `run`. The next `run` goes on behind that job.

#include <deque>
#include <functional>
#include <utility>

namespace unroll {

class FirstLoop {
 public:
  using Job = std::function<void()>;

  void post(Job job) { queue_.push_back(std::move(job)); }

  void run() {
    while (!queue_.empty()) {
      const Job job = std::move(queue_.front());
      queue_.pop_front();  // first, so that an error does not leave it there
      job();
    }
  }

 private:
  inline static std::deque<Job> queue_;
};

}  // namespace unroll
