// Wrong: what has run is kept until run returns.
// Caught by: LoopTest.AJobThatHasRunIsGoneBeforeTheNextOneBegins (wrong order)
#pragma once

// The loop of this course. All that follows, to the last chapter, runs on what you write here. Without these
// promises no program on it can be trusted: jobs are lost, or run twice, or in the middle of others.
//
// Contract
// - What the comments below promise, and in the class nothing public is changed. (You may add private
//   members.)
// - `post` never runs the job here and now. Of two jobs, the one that was posted first runs first.
// - A job that has run is gone, with all that it captured, before the next one begins: also one that threw.
// - An exception that a job throws leaves `run` and `run_one`. The next of them goes on behind that job.
// - A job that calls `run` or `run_one` of its own loop gets a std::logic_error, and nothing else changes by
//   that.
// - `stop` lets the job end and loses none. It ends one `run` and not the next; without a `run` it does
//   nothing.
// - A loop that dies destroys what is queued, the oldest first, and runs none of it. A dying job may still
//   post; what it posts dies too.
// - A `run` that has nothing left to do reports who still waits; one that was stopped, or is refused, does
//   not.
// - The trace is told of each post, and of each job that dies with the loop; and each job is what
//   `trace::Running` says while it runs.

#include <cstddef>
#include <cstdio>
#include <deque>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>

#include "01_queue/job.hpp"
#include "01_queue/unfinished.hpp"

namespace unroll {

/// An event loop: a queue of jobs, and somebody who runs them, one at a time, in the order they came.
/// That is all of it. Time (chapter 2), values (3) and coroutines (4) only add places where a job can wait
/// before it comes here; this class stays as it is. Lifetime: outlives everything that posts to it. What is
/// still queued when it dies is destroyed, not run. Threads: all calls from one thread. Errors: an exception
/// thrown by a job leaves `run`; the loop stays good, and the next `run` goes on behind it.
class Loop {
 public:
  Loop() = default;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop();

  /// Puts a job at the end of the queue. Never runs it here and now: that is the promise that the whole
  /// ladder stands on. Needs: `job` is not empty. Cost: no allocation of its own; the queue takes one block
  /// for about eight jobs.
  void post(Job job, Site site = {});

  /// Runs the oldest job; false if there is none. Needs: no job of this loop is running.
  bool run_one();

  /// Runs jobs until none is left or `stop` is called. Needs: no job of this loop is running.
  void run();

  /// Lets the `run` that is under way return when its job ends. The rest stays queued for the next `run`.
  /// Without a `run` under way it does nothing.
  void stop() { stopped_ = true; }

  /// True when no job is queued (the one that is running is not).
  bool empty() const { return queue_.empty(); }

  /// What was begun here and has not ended, newest first; empty if all has.
  /// Cost: walks the list; meant for people, not for every turn.
  std::string unfinished(std::size_t at_most = 1000) const;

  /// Who is told of what would else be lost in silence: tasks that nobody will wake (when `run` has nothing
  /// left to do), errors that nobody took. Without a listener it is written to stderr. Needs: a listener that
  /// does not throw; it may be called from a destructor.
  void on_report(std::function<void(const std::string&)> listener) { listener_ = std::move(listener); }
  void report(const std::string& what) const;

 private:
  friend class Unfinished;

  std::deque<Job> queue_;
  std::deque<Job> done_;
  bool running_ = false;
  bool stopped_ = false;
  Unfinished* first_ = nullptr;
  std::function<void(const std::string&)> listener_;
};

inline void Loop::post(Job job, [[maybe_unused]] Site site) {
  trace::emit(trace::Verb::post, job.id(), {.site = site});
  queue_.push_back(std::move(job));
}

inline bool Loop::run_one() {
  if (running_) throw std::logic_error("Loop: a job must not run the loop that runs it; post instead");
  if (queue_.empty()) return false;
  running_ = true;
  struct AtTheEnd {  // however this function is left: by `return` or by an exception
    Loop& loop;
    ~AtTheEnd() { loop.running_ = false; }
  } at_the_end{*this};
  trace::Running told(queue_.front().id());
  done_.push_back(std::move(queue_.front()));
  queue_.pop_front();
  done_.back()();
  return true;
}

inline void Loop::run() {
  if (running_) run_one();  // throws, before the run under way forgets that it was stopped
  stopped_ = false;
  while (!stopped_ && run_one()) {
  }
  done_.clear();
  if (!stopped_ && first_ != nullptr) {
    trace::emit(trace::Verb::stall, {});
    report("Loop: nothing is left to run, and these still wait for somebody to wake them:\n" +
           unfinished(20));
  }
}

inline Loop::~Loop() {
  // One at a time: a dying job may post (a promise that breaks tells its future).
  while (!queue_.empty()) {
    Job job = std::move(queue_.front());
    queue_.pop_front();
    trace::emit(trace::Verb::drop, job.id(), {.value = 1});
  }
}

inline std::string Loop::unfinished(std::size_t at_most) const {
  std::string text;
  std::size_t told = 0;
  for (const Unfinished* one = first_; one != nullptr; one = one->next_) {
    if (++told > at_most) return text + "… and more\n";
    text += one->describe();
  }
  return text;
}

inline void Loop::report(const std::string& what) const {
  if (listener_) return listener_(what);
  std::fputs(what.c_str(), stderr);
}

inline Unfinished::Unfinished(Loop& loop) : next_(loop.first_), slot_(&loop.first_) {
  if (next_ != nullptr) next_->slot_ = &next_;
  loop.first_ = this;
}

}  // namespace unroll
