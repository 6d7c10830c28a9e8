#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

#include "02_callbacks/clock.hpp"

namespace unroll {

/// Time for jobs that block on the threads of a pool, and that takes none: when every worker that has
/// something to do is asleep, it jumps. One acts at a time, the one whose turn comes first; at the same time
/// the one with the lower number. So a run with real threads prints the same every time, and its times are
/// exact. For the programs and the tests of this chapter; nothing in the toolkit uses it. Threads: any.
class Stage final : public Clock {
 public:
  /// Needs: exactly so many jobs are given to a pool of exactly so many workers.
  Stage(std::size_t workers, std::size_t jobs) : workers_(workers), left_(jobs) {}

  /// A job that is on the stage. Made and destroyed in the job; until its turn has come it waits.
  class Actor {
   public:
    /// Blocks this thread until its turn has come. `number`: at equal times the lower one acts first.
    Actor(Stage& stage, std::size_t number) : stage_(stage), number_(number) {
      stage_.wait(number_, Duration::zero());
    }
    Actor(const Actor&) = delete;
    Actor& operator=(const Actor&) = delete;
    ~Actor() { stage_.leave(); }

    /// Lets others act, and blocks this thread until its turn comes at that time of the stage.
    void sleep_for(Duration time) {
      stage_.step_back();
      stage_.wait(number_, time);
    }

   private:
    Stage& stage_;
    std::size_t number_;
  };

  /// Of use to who acts, and when all have left.
  TimePoint now() const override {
    const std::lock_guard lock(mutex_);
    return now_;
  }
  /// Nobody waits here but on the stage.
  TimePoint wait_until(TimePoint) override { return now(); }

 private:
  using Turn = std::pair<TimePoint, std::size_t>;

  void wait(std::size_t number, Duration time) {
    std::unique_lock lock(mutex_);
    const Turn turn(now_ + time, number);
    turns_.push_back(turn);
    changed_.notify_all();
    changed_.wait(lock, [&] { return comes_next(turn); });
    std::erase(turns_, turn);
    now_ = turn.first;
    somebody_acts_ = true;
  }

  bool comes_next(const Turn& turn) const {
    return !somebody_acts_ && turns_.size() == std::min(workers_, left_) &&
           turn == *std::min_element(turns_.begin(), turns_.end());
  }

  void step_back() {
    const std::lock_guard lock(mutex_);
    somebody_acts_ = false;
  }

  void leave() {
    const std::lock_guard lock(mutex_);
    somebody_acts_ = false;
    --left_;
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  const std::size_t workers_;
  std::size_t left_;         // guarded by mutex_, as all below
  std::vector<Turn> turns_;  // of those who wait
  TimePoint now_{};
  bool somebody_acts_ = false;
};

}  // namespace unroll
