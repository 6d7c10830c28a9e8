// Wrong: takes all jobs out at once; when one throws, it puts the others back, behind what was posted.
// Caught by: FirstLoop.KeepsTheOrderBehindAJobThatThrew (wrong order)
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
      std::deque<Job> batch = std::exchange(queue_, {});
      try {
        run_all(batch);
      } catch (...) {
        for (Job& left : batch) queue_.push_back(std::move(left));
        throw;
      }
    }
  }

 private:
  static void run_all(std::deque<Job>& batch) {
    while (!batch.empty()) {
      const Job job = std::move(batch.front());
      batch.pop_front();
      job();
    }
  }

  std::deque<Job> queue_;
};

}  // namespace unroll
