#include "01_queue/loop_check.hpp"

#include <deque>
#include <utility>
#include <vector>

#include "01_queue/loop.hpp"
#include "check.hpp"

namespace {

using Job = std::function<void()>;

/// A good one. The broken ones are made from it.
class Good : public unroll::AnyLoop {
 public:
  void post(Job job) override { queue_.push_back(std::move(job)); }
  void run() override {
    while (!queue_.empty()) take()();
  }

 protected:
  Job take() {
    Job job = std::move(queue_.front());
    queue_.pop_front();
    return job;
  }
  std::deque<Job> queue_;
};

/// Good, too, and quite another one.
class Courses final : public unroll::AnyLoop {
 public:
  void post(Job job) override { loop_.post(std::move(job)); }
  void run() override { loop_.run(); }

 private:
  unroll::Loop loop_;
};

struct HereAndNow final : Good {
  void post(Job job) override { job(); }
};

struct InsideAtOnce : Good {  // what a job posts is run as a call; what others post waits
  void post(Job job) override { runs_ ? job() : Good::post(std::move(job)); }
  void run() override {
    runs_ = true;
    Good::run();
    runs_ = false;
  }
  bool runs_ = false;
};

struct OutsideAtOnce final : InsideAtOnce {  // the other way round
  void post(Job job) override {
    if (runs_) return Good::post(std::move(job));
    runs_ = true;
    job();
    runs_ = false;
  }
};

struct Stack final : Good {
  void post(Job job) override { queue_.push_front(std::move(job)); }
};

struct OwnFirst final : Good {  // what a job posts comes before all others
  void run() override {
    while (!queue_.empty()) {
      std::deque<Job> others = std::move(queue_);
      queue_.clear();
      const Job job = std::move(others.front());
      others.pop_front();
      const auto put_back = [&] { queue_.insert(queue_.end(), others.begin(), others.end()); };
      try {
        job();
      } catch (...) {
        put_back();
        throw;
      }
      put_back();
    }
  }
};

struct OneRound final : Good {  // what a job posts is lost
  void run() override {
    const std::deque<Job> round = std::exchange(queue_, {});
    auto next = round.begin();
    try {
      while (next != round.end()) (*next++)();
    } catch (...) {
      queue_.assign(next, round.end());
      throw;
    }
    queue_.clear();
  }
};

struct RunsAThrowerAgain final : Good {
  void run() override {
    for (; !queue_.empty(); queue_.pop_front()) Job(queue_.front())();
  }
};

struct ForgetsBehindAnError final : Good {
  void run() override {
    try {
      Good::run();
    } catch (...) {
      queue_.clear();
      throw;
    }
  }
};

struct SwallowsErrors final : Good {
  void run() override {
    while (!queue_.empty()) {
      try {
        take()();
      } catch (...) {
      }
    }
  }
};

struct EndsInSilence final : Good {
  void run() override {
    try {
      Good::run();
    } catch (...) {
    }
  }
};

struct KeepsWhatHasRun final : Good {
  void run() override {
    while (!queue_.empty()) {
      done_.push_back(take());
      Job(done_.back())();
    }
  }
  std::vector<Job> done_;
};

template <class Loop>
std::string verdict() {
  return unroll::what_is_wrong([] { return std::make_unique<Loop>(); });
}

template <class Loop>
void expect_refused(const char* why) {
  EXPECT_NO_THROW(EXPECT_NE(verdict<Loop>(), "") << why) << "a check says what is wrong, and never throws";
}

TEST(LoopCheck, AcceptsAGoodLoop) { EXPECT_EQ(verdict<Good>(), "") << "this one keeps all the promises"; }
TEST(LoopCheck, AcceptsTheLoopOfTheCourse) {
  EXPECT_EQ(verdict<Courses>(), "") << "this one keeps all the promises, in its own way";
}
TEST(LoopCheck, RefusesOneThatRunsHereAndNow) { expect_refused<HereAndNow>("its post runs the job"); }
TEST(LoopCheck, RefusesOneThatRunsHereAndNowWhatAJobPosts) {
  expect_refused<InsideAtOnce>("within a job, its post runs the job here and now");
}
TEST(LoopCheck, RefusesOneThatRunsHereAndNowWhatOthersPost) {
  expect_refused<OutsideAtOnce>("while it does not run, its post runs the job here and now");
}
TEST(LoopCheck, RefusesAStack) { expect_refused<Stack>("it runs the newest job first"); }
TEST(LoopCheck, RefusesOneThatPrefersWhatAJobPosts) {
  expect_refused<OwnFirst>("what a job posts runs before what was posted earlier");
}
TEST(LoopCheck, RefusesOneThatLosesWhatAJobPosts) { expect_refused<OneRound>("what a job posts never runs"); }
TEST(LoopCheck, RefusesOneThatRunsAgainWhatThrew) {
  expect_refused<RunsAThrowerAgain>("the next run runs the job again that threw");
}
TEST(LoopCheck, RefusesOneThatForgetsWhatStandsBehindAnError) {
  expect_refused<ForgetsBehindAnError>("behind an error the queue is empty");
}
TEST(LoopCheck, RefusesOneThatSwallowsErrors) { expect_refused<SwallowsErrors>("no error leaves its run"); }
TEST(LoopCheck, RefusesOneThatEndsInSilence) {
  expect_refused<EndsInSilence>("an error ends its run, and nobody hears of it");
}
TEST(LoopCheck, RefusesOneThatKeepsWhatHasRun) {
  expect_refused<KeepsWhatHasRun>("what a job captured is held as long as the loop lives");
}

}  // namespace
