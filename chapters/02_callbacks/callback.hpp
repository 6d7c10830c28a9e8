#pragma once

#include <memory>
#include <utility>

#include "01_queue/loop.hpp"

namespace unroll {

/// What a place holds of a job that waits there: the way to it while somebody still wants it, else nothing.
/// Who waits owns the job. So nothing is ever called for somebody who has gone, and there are no cycles.
using Ticket = std::weak_ptr<Job>;

/// Hands what has arrived to the loop: posts a job that runs the ticket's job, if somebody still owns it by
/// then. Needs: `owned` is not null. Cost: no allocation beside the queue's.
inline void redeem(Loop& loop, const std::shared_ptr<Job>& owned, Site site = {}) {
  auto run = [ticket = Ticket(owned)] {
    const std::shared_ptr<Job> waiting = ticket.lock();
    if (waiting == nullptr || !*waiting) return;
    Job job = std::move(*waiting);  // runs once, and what it captured dies with this run
    job();
  };
  loop.post(Job(std::move(run), owned->id()), site);
}

/// A job that waits for its moment, held by whoever waits. Destroying it calls the job off, at any time
/// before it begins, also when it already stands in the queue. Lifetime: any. It may outlive the timers and
/// the loop, and its own job may destroy it. Threads: the loop's.
class [[nodiscard("a callback that nobody keeps is called off at once")]] Callback {
 public:
  Callback() = default;

  /// For a place: takes the job's ownership over for whoever waits; the place keeps a ticket of it.
  explicit Callback(std::shared_ptr<Job> job) : job_(std::move(job)) {}
  Callback(Callback&&) noexcept = default;
  Callback& operator=(Callback&& other) noexcept {
    std::swap(job_, other.job_);
    other.call_off();
    return *this;
  }
  ~Callback() { call_off(); }

  /// True until the job begins to run or is called off.
  bool waits() const { return job_ != nullptr && *job_; }

  /// Its job will not run, and what it captured dies here and now. A job that runs already runs on. Twice is
  /// once.
  void call_off() noexcept {
    if (waits()) trace::emit(trace::Verb::drop, job_->id());
    job_.reset();
  }

 private:
  std::shared_ptr<Job> job_;
};

}  // namespace unroll
