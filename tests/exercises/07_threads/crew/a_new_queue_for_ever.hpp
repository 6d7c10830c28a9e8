// Wrong: the queue lies on the heap, and nobody need see to that.
// Caught by: Crew.RunsAllThatWasPosted (leak)
#pragma once

// Some threads, and a queue with a lock that they take jobs from. Easy, until it is to end: who is told to
// stop must not drop what it has promised, nor wait for ever. Write a pool that can be drained and abandoned.
//
// Contract
// - `post`, on any thread, puts a job at the end of the queue and says true. So many jobs run at a time as
//   there are workers. A job may post, while it runs and when it dies.
// - `drain` takes no more jobs, lets the workers run what is queued, and returns when all have ended.
// - `abandon` takes no more jobs, destroys what is queued unrun, and returns when what runs has ended.
// - A closed crew says false, and destroys the job. What dies unrun may post: it gets a no.
// - The destructor abandons. Drained or abandoned once, the rest is nothing. No thread is left.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "01_queue/job.hpp"

namespace unroll {

/// Needs: a job does not throw, and neither drains nor abandons.
class Crew {
 public:
  explicit Crew(std::size_t workers) {
    for (std::size_t i = 0; i != workers; ++i) threads_.emplace_back([this] { work(); });
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() { abandon(); }

  bool post(Job job) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_) return false;
      queue_.push_back(std::move(job));
    }
    changed_.notify_one();
    return true;
  }

  void drain() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    join();
  }

  void abandon() {
    std::deque<Job> unrun;  // dies behind the lock
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
      unrun.swap(queue_);
    }
    join();
  }

 private:
  /// What each thread does.
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return closed_ || !queue_.empty(); });
      if (queue_.empty()) return;
      Job job = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      job();
      job = Job();  // what it captured dies here, not under the lock
      lock.lock();
    }
  }

  void join() {
    changed_.notify_all();
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job>& queue_ = *new std::deque<Job>();  // guarded by mutex_
  bool closed_ = false;                              // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace unroll
