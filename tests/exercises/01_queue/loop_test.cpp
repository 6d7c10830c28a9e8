#include "01_queue/loop.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "check.hpp"

namespace {

namespace trace = unroll::trace;
using unroll::Loop;
using unroll::check::in_order;
using unroll::check::Seen;

/// Does something when it dies.
struct AtDeath {
  explicit AtDeath(std::function<void()> does) : function(std::move(does)) {}
  AtDeath(AtDeath&& other) noexcept : function(std::exchange(other.function, nullptr)) {}
  ~AtDeath() {
    try {
      if (function) function();
    } catch (...) {
      ADD_FAILURE() << "a dying job cannot post";
    }
  }

  std::function<void()> function;
};

struct LoopTest : testing::Test {
  Seen seen;
  std::optional<Loop> made{std::in_place};
  Loop& loop = *made;

  void post(const std::string& name) {
    loop.post([this, name] { seen(name); });
  }
  void post_an_error() {
    loop.post([] { throw std::runtime_error("a job failed"); });
  }
  void post_a_stop() {
    loop.post([this] {
      loop.stop();
      seen("stop");
    });
  }
  AtDeath says(const std::string& name) {
    return AtDeath([this, name] { seen(name); });
  }
};

TEST_F(LoopTest, PostNeverRunsTheJobHereAndNow) {
  loop.post([this] {
    post("the job");
    seen("behind post");
  });
  seen("before run");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"before run", "behind post", "the job"})) << "post only puts it into the queue";
}

TEST_F(LoopTest, RunsJobsInTheOrderTheyCame) {
  loop.post([this] {
    seen("a");
    post("posted by a");
  });
  for (const char* name : {"b", "c"}) post(name);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a", "b", "c", "posted by a"})) << "who comes first is served first";
  EXPECT_TRUE(loop.empty()) << "run ends when none is left";
}

TEST_F(LoopTest, RunOneRunsOne) {
  EXPECT_FALSE(loop.run_one()) << "there is none";
  for (const char* name : {"a", "b"}) post(name);
  EXPECT_TRUE(loop.run_one() && in_order(seen, {"a"})) << "the oldest, and no other";
}

TEST_F(LoopTest, TheJobThatRunsIsNotInTheQueue) {
  loop.post([this] { seen(loop.empty() ? "empty" : "not empty"); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"empty"})) << "the only job has left the queue before it runs";
}

TEST_F(LoopTest, AJobThatHasRunIsGoneBeforeTheNextOneBegins) {
  loop.post([this, held = says("captures of a")] { seen("a"); });
  loop.post([held = says("captures of the error")] { throw std::runtime_error("a job failed"); });
  post("b");
  EXPECT_THROW(loop.run(), std::runtime_error) << "the error leaves run";
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a", "captures of a", "captures of the error", "b"}))
      << "what a job captured dies with its run, also if it throws";
}

TEST_F(LoopTest, GoesOnBehindAJobThatThrew) {
  post_an_error();
  post("a");
  post_an_error();
  post("b");
  EXPECT_THROW(loop.run(), std::runtime_error) << "the error leaves run";
  EXPECT_TRUE(loop.run_one()) << "the loop stays good: the next job runs";
  EXPECT_THROW(loop.run_one(), std::runtime_error) << "and the error leaves run_one, too";
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a", "b"})) << "each goes on behind the job that threw";
}

TEST_F(LoopTest, GoesOnBehindAnErrorOfAnyKind) {
  loop.post([] { throw 1; });
  post("a");
  EXPECT_THROW(loop.run(), int) << "whatever a job throws leaves run";
  EXPECT_NO_THROW(loop.run()) << "no job is running any more";
  EXPECT_TRUE(in_order(seen, {"a"})) << "and the next run goes on behind it";
}

TEST_F(LoopTest, RefusesToBeRunByItsOwnJob) {
  loop.post([this] {
    EXPECT_THROW(loop.run(), std::logic_error) << "others would run in the middle of this job";
    EXPECT_THROW(loop.run_one(), std::logic_error) << "one is as bad as many";
    seen("a");
  });
  post("b");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a", "b"})) << "a job runs to its end";
}

TEST_F(LoopTest, RefusesToBeRunByItsOwnJobAlsoWhenNothingIsQueued) {
  loop.post([this] {
    EXPECT_THROW(loop.run_one(), std::logic_error)
        << "there is nothing to run, and it is a mistake all the same";
    EXPECT_THROW(loop.run(), std::logic_error) << "the last job is still running";
    seen("a");
  });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a"})) << "a job runs to its end";
}

TEST_F(LoopTest, StopLosesNone) {
  post("a");
  post_a_stop();
  post("b");
  post_a_stop();
  post("c");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a", "stop"})) << "stop lets its job end; the rest stays queued";
  loop.run();
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a", "stop", "b", "stop", "c"})) << "it ends one run and not the next";
}

TEST_F(LoopTest, StopWithoutARunDoesNothing) {
  post("a");
  loop.stop();
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a"})) << "there was no run to stop";
}

TEST_F(LoopTest, StopInAJobThatRunOneRunsDoesNothing) {
  post_a_stop();
  post("a");
  loop.run_one();
  loop.run();
  EXPECT_TRUE(in_order(seen, {"stop", "a"})) << "a job ran, and no run that it could have stopped";
}

TEST_F(LoopTest, AStopIsForgottenAlsoIfTheRunEndsWithAnError) {
  loop.post([this] {
    loop.stop();
    throw std::runtime_error("a job failed");
  });
  post("a");
  EXPECT_THROW(loop.run(), std::runtime_error) << "the error leaves run";
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a"})) << "the run that was stopped has ended with the error; this is the next";
}

TEST_F(LoopTest, ARefusedRunDoesNotMakeItForgetThatItWasStopped) {
  loop.post([this] {
    loop.stop();
    EXPECT_THROW(loop.run(), std::logic_error) << "it is running already";
  });
  post("a");
  loop.run();
  EXPECT_TRUE(in_order(seen, {})) << "it was stopped before the job tried to run it";
}

TEST_F(LoopTest, ALoopThatDiesRunsNothingAndDestroysTheOldestFirst) {
  for (const char* name : {"first", "second"})
    loop.post([this, held = says(std::string(name) + " dies")] { seen("runs"); });
  made.reset();
  EXPECT_TRUE(in_order(seen, {"first dies", "second dies"})) << "destroyed, not run, in their order";
}

TEST_F(LoopTest, ADyingJobMayPost) {
  loop.post([held = AtDeath([this] {
               seen("the first dies");
               loop.post([last = says("what it posted dies")] {});
             })] {});
  loop.post([held = says("the second dies")] {});
  made.reset();
  EXPECT_TRUE(in_order(seen, {"the first dies", "the second dies", "what it posted dies"}))
      << "what a dying job posts dies too, behind the others";
}

TEST_F(LoopTest, KnowsNothingOfAnotherLoop) {
  Loop other;
  loop.post([&] {
    other.post([this] { seen("a job of the other"); });
    EXPECT_NO_THROW(other.run()) << "it is not the loop that runs this job";
    other.stop();
    seen("behind the run of the other");
  });
  post("b");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a job of the other", "behind the run of the other", "b"}))
      << "each has its own queue, and runs and stops by itself";
}

struct Waiter final : unroll::Unfinished {
  using Unfinished::Unfinished;
  std::string describe() const override { return "a waiter\n"; }
};

TEST_F(LoopTest, ReportsWhoStillWaitsWhenNothingIsLeftToRun) {
  unroll::check::leave_alone();  // the others' watch need not hear of it
  loop.on_report([this](const std::string& what) { seen(what.substr(what.rfind(':') + 2)); });
  const Waiter waiter(loop);
  post_a_stop();
  loop.run();
  EXPECT_TRUE(in_order(seen, {"stop"})) << "a run that was stopped may still wake the waiter";
  loop.run();
  EXPECT_TRUE(in_order(seen, {"stop", "a waiter\n"})) << "nobody is left to wake the waiter: say so";
}

Seen told;
void tell(const trace::Step& step) {
  constexpr const char* words[] = {"post", "run", "done"};
  if (step.verb <= trace::Verb::done) told(words[static_cast<int>(step.verb)]);
  if (step.verb == trace::Verb::drop) told("drop");
}

/// What the trace is told while `happening`.
unroll::check::Lines told_of(const std::function<void()>& happening) {
  told = Seen();
  const trace::Sinks before = std::exchange(trace::sink, tell);
  happening();
  trace::sink = before;
  return told.lines();
}

TEST_F(LoopTest, TellsTheTraceOfPostsAndRuns) {
  const auto steps = told_of([this] {
    loop.post([this] { post("a"); });
    loop.run();
  });
  EXPECT_TRUE(in_order(steps, {"post", "run", "post", "done", "run", "done"}))
      << "pictures are made from this";
}

TEST_F(LoopTest, TellsTheTraceOfJobsThatDieWithIt) {
  const auto steps = told_of([this] {
    for (const char* name : {"a", "b"}) post(name);
    made.reset();
  });
  EXPECT_TRUE(in_order(steps, {"post", "post", "drop", "drop"})) << "two have never run";
}

}  // namespace
