#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "04_coroutines/witnesses.hpp"
#include "05_scopes/scope.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

/// Scopes, those who join them and those who drop them, in every order of dying.
struct ScopesOn : worlds::TestOn, TimedWorld {
  ScopesOn() {
    this->loop.on_report([this](const std::string& what) { reports.push_back(what); });
  }
  void run_until(std::size_t count) {
    while (steps.size() < count) ASSERT_TRUE(this->loop.run_one());
  }
  Steps steps;
  Steps reports;
};
UNROLL_ON_VIRTUAL_WORLDS(ScopesOn, 5);

const worlds::Duration& unit = TimedWorld::unit;

Task<void> child(Timers& timers, Steps& steps, std::string name, int units = 9) {
  const Goodbye local(steps, name + " cleaned up");
  steps.push_back(name + " begins");
  co_await sleep_for(timers, unit * units);
}

Task<void> failing(Timers& timers) {
  co_await sleep_for(timers, unit);
  throw std::runtime_error("bad");
}

Task<void> joins(Scope& scope, Steps& steps) {
  const Goodbye local(steps, "joiner cleaned up");
  steps.push_back("joins");
  co_await scope.join();
  steps.push_back("joined");
}

TEST_P(ScopesOn, AJoinerThatIsDroppedIsNotWokenByALaterCancel) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a"));
  Future<void> joiner = start(this->loop, joins(scope, this->steps));
  this->run_until(2);
  joiner = {};
  const Steps all{"a begins", "joins", "a cleaned up", "joiner cleaned up"};
  EXPECT_EQ(this->steps, all);
  scope.cancel();
  this->run();
  EXPECT_EQ(this->steps, all);
}

TEST_P(ScopesOn, AJoinerThatIsDroppedWhileACancelIsQueuedIsNotWoken) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a"));
  Future<void> joiner = start(this->loop, joins(scope, this->steps));
  this->run_until(2);
  scope.cancel();
  joiner = {};
  this->run();
  EXPECT_EQ(this->steps, (Steps{"a begins", "joins", "a cleaned up", "joiner cleaned up"}));
}

Task<void> drops_itself_and_joins(Future<void>& self, Scope& scope, Steps& steps) {
  self = {};
  co_await scope.join();
  steps.push_back("joined");
}

TEST_P(ScopesOn, AJoinerThatDroppedItselfIsNotWoken) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a"));
  Future<void> self;
  self = start(this->loop, drops_itself_and_joins(self, scope, this->steps));
  this->run_until(2);
  scope.cancel();
  this->run();
  EXPECT_EQ(this->steps, (Steps{"a begins", "a cleaned up"}));
}

TEST_P(ScopesOn, AJoinerThatIsDroppedAfterAnErrorLeavesTheErrorToTheReport) {
  {
    std::optional<Scope> scope(std::in_place, this->loop);
    scope->spawn(failing(this->timers));
    scope->spawn(child(this->timers, this->steps, "a"));
    Future<void> joiner = start(this->loop, joins(*scope, this->steps));
    while (!this->loop.empty() && this->loop.unfinished().find("failing()") != std::string::npos)
      this->loop.run_one();
    this->loop.run_one();
    joiner = {};
    scope.reset();
  }
  this->run();
  EXPECT_EQ(this->reports, Steps{"Loop: an error that nobody took: bad\n"});
}

TEST_P(ScopesOn, AJoinThatOutlivesItsScopeEndsWithIt) {
  std::optional<Scope> scope(std::in_place, this->loop);
  scope->spawn(child(this->timers, this->steps, "a"));
  Future<void> joiner = start(this->loop, joins(*scope, this->steps));
  this->run_until(2);
  scope.reset();
  EXPECT_EQ(this->steps, (Steps{"a begins", "joins", "a cleaned up"}));
  this->run();
  EXPECT_TRUE(joiner.ready());
}

Task<void> parent(Timers& timers, Steps& steps, std::string name) {
  const Goodbye local(steps, name + " cleaned up");
  Scope scope(timers.loop());
  scope.spawn(child(timers, steps, name + ".0"));
  scope.spawn(child(timers, steps, name + ".1"));
  co_await scope.join();
  steps.push_back(name + " ends");
}

TEST_P(ScopesOn, ACancelledParentsChildrenCleanUpBeforeIt) {
  Scope scope(this->loop);
  scope.spawn(parent(this->timers, this->steps, "0"));
  scope.spawn(parent(this->timers, this->steps, "1"));
  this->run_until(4);
  this->steps.clear();
  scope.cancel();
  sync_wait(this->loop, joins(scope, this->steps));
  EXPECT_EQ(this->steps, (Steps{"0.0 cleaned up", "0.1 cleaned up", "0 cleaned up",  //
                                "1.0 cleaned up", "1.1 cleaned up", "1 cleaned up",  //
                                "joins", "joined", "joiner cleaned up"}));
}

Task<void> leaves_early(Timers& timers, Steps& steps) {
  {
    const Goodbye local(steps, "used by the child");
    Scope scope(timers.loop());
    scope.spawn(child(timers, steps, "a"));
    co_await sleep_for(timers, unit);
    scope.cancel();
  }
  steps.push_back("goes on");
}

TEST_P(ScopesOn, AScopeThatIsLeftTakesItsCancelledChildrenAlong) {
  sync_wait(this->loop, leaves_early(this->timers, this->steps));
  EXPECT_EQ(this->steps, (Steps{"a begins", "a cleaned up", "used by the child", "goes on"}));
}

}  // namespace
}  // namespace unroll
