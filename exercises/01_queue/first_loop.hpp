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

#include "todo.hpp"

namespace unroll {

class FirstLoop {
 public:
  using Job = std::function<void()>;

  void post(Job) { todo("post: put the job at the end of the queue"); }

  void run() { todo("run: run the oldest job, until there is none"); }

 private:
  std::deque<Job> queue_;
};

}  // namespace unroll
