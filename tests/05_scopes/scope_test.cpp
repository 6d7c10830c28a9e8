#include "05_scopes/scope.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct ScopeOn : worlds::TestOn, TimedWorld {
  ScopeOn() {
    this->loop.on_report([this](const std::string& what) { reports.push_back(what); });
  }
  Steps steps;
  Steps reports;
};
UNROLL_ON_VIRTUAL_WORLDS(ScopeOn, 5);

const worlds::Duration& unit = TimedWorld::unit;

Task<void> child(Timers& timers, Steps& steps, std::string name, int units) {
  const Goodbye local(steps, name + " cleaned up");
  steps.push_back(name + " begins");
  co_await sleep_for(timers, unit * units);
  steps.push_back(name + " ends");
}

Task<void> failing(Timers& timers, Steps& steps, std::string name, int units) {
  const Goodbye local(steps, name + " cleaned up");
  co_await sleep_for(timers, unit * units);
  throw std::runtime_error(name);
}

Task<void> joins(Scope& scope, Steps& steps) {
  try {
    co_await scope.join();
    steps.push_back("joined");
  } catch (const std::exception& error) {
    steps.push_back(std::string("joined with ") + error.what());
  }
}

TEST_P(ScopeOn, NeverRunsAChildHereAndNow) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a", 1));
  EXPECT_EQ(this->steps, Steps{});
}

TEST_P(ScopeOn, JoinWaitsForTheLast) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a", 2));
  scope.spawn(child(this->timers, this->steps, "b", 1));
  sync_wait(this->loop, joins(scope, this->steps));
  EXPECT_EQ(this->steps,
            (Steps{"a begins", "b begins", "b ends", "b cleaned up", "a ends", "a cleaned up", "joined"}));
  EXPECT_EQ(this->clock.now(), TimePoint(2 * unit));
}

TEST_P(ScopeOn, JoinOfNobodyIsReady) {
  Scope scope(this->loop);
  EXPECT_TRUE(scope.join().ready());
}

TEST_P(ScopeOn, JoinAfterAllHaveEndedIsReady) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a", 1));
  this->run();
  EXPECT_TRUE(scope.join().ready());
}

TEST_P(ScopeOn, IsJoinedOnce) {
  Scope scope(this->loop);
  Future<void> joined = scope.join();
  EXPECT_THROW((void)scope.join(), std::logic_error);
}

Task<void> spawns(Scope& scope, Timers& timers, Steps& steps) {
  co_await sleep_for(timers, unit);
  scope.spawn(child(timers, steps, "late", 1));
}

TEST_P(ScopeOn, JoinWaitsAlsoForChildrenOfChildren) {
  Scope scope(this->loop);
  scope.spawn(spawns(scope, this->timers, this->steps));
  sync_wait(this->loop, joins(scope, this->steps));
  EXPECT_EQ(this->steps, (Steps{"late begins", "late ends", "late cleaned up", "joined"}));
}

TEST_P(ScopeOn, RefusesASpawnAfterItsJoinHasEnded) {
  Scope scope(this->loop);
  sync_wait(this->loop, joins(scope, this->steps));
  EXPECT_THROW(scope.spawn(child(this->timers, this->steps, "a", 1)), std::logic_error);
  this->run();
  EXPECT_EQ(this->steps, Steps{"joined"});
}

TEST_P(ScopeOn, TheFirstErrorCancelsTheOthersAndIsThrownByJoin) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a", 9));
  scope.spawn(failing(this->timers, this->steps, "bad", 1));
  scope.spawn(child(this->timers, this->steps, "b", 9));
  sync_wait(this->loop, joins(scope, this->steps));
  EXPECT_EQ(this->steps, (Steps{"a begins", "b begins", "bad cleaned up", "a cleaned up", "b cleaned up",
                                "joined with bad"}));
  EXPECT_EQ(this->clock.now(), TimePoint(unit)) << "the others are cancelled at the same time";
  EXPECT_EQ(this->reports, Steps{});
}

TEST_P(ScopeOn, OfTwoErrorsAtOnceTheFirstCounts) {
  Scope scope(this->loop);
  scope.spawn(failing(this->timers, this->steps, "one", 1));
  scope.spawn(failing(this->timers, this->steps, "two", 1));
  sync_wait(this->loop, joins(scope, this->steps));
  EXPECT_EQ(this->steps, (Steps{"one cleaned up", "two cleaned up", "joined with one"}));
  EXPECT_EQ(this->reports, Steps{"Loop: an error that nobody took: two\n"}) << "none is lost";
}

TEST_P(ScopeOn, SpawnsNobodyAfterAnError) {
  Scope scope(this->loop);
  scope.spawn(failing(this->timers, this->steps, "bad", 1));
  this->run();
  scope.spawn(child(this->timers, this->steps, "a", 1));
  sync_wait(this->loop, joins(scope, this->steps));
  EXPECT_EQ(this->steps, (Steps{"bad cleaned up", "joined with bad"}));
}

TEST_P(ScopeOn, ReportsAnErrorThatNobodyJoinedFor) {
  {
    Scope scope(this->loop);
    scope.spawn(failing(this->timers, this->steps, "bad", 1));
    this->run();
    EXPECT_EQ(this->reports, Steps{}) << "somebody may still join";
  }
  EXPECT_EQ(this->reports, Steps{"Loop: an error that nobody took: bad\n"});
}

TEST_P(ScopeOn, DestroyedDestroysItsTasksFirstToLast) {
  {
    Scope scope(this->loop);
    scope.spawn(child(this->timers, this->steps, "a", 1));
    scope.spawn(child(this->timers, this->steps, "b", 1));
    while (this->steps.size() < 2) ASSERT_TRUE(this->loop.run_one());
  }
  const Steps all{"a begins", "b begins", "a cleaned up", "b cleaned up"};
  EXPECT_EQ(this->steps, all) << "here and now";
  this->run();
  EXPECT_EQ(this->steps, all);
}

TEST_P(ScopeOn, WhoeverJoinsOwnsTheTasks) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a", 9));
  Future<void> joined = scope.join();
  while (this->steps.empty()) ASSERT_TRUE(this->loop.run_one());
  joined = {};
  EXPECT_EQ(this->steps, (Steps{"a begins", "a cleaned up"})) << "here and now";
}

TEST_P(ScopeOn, NamesItsTasks) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a", 9), "the first");
  const int line = __LINE__ - 1;
  EXPECT_EQ(
      this->loop.unfinished().find("task \"the first\", started at scope_test.cpp:" + std::to_string(line)),
      0U);
}

}  // namespace
}  // namespace unroll
