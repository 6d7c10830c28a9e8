#include <gtest/gtest.h>

#include <memory>
#include <optional>
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

struct ScopeCancelOn : worlds::TestOn, TimedWorld {
  Steps steps;
};
UNROLL_ON_WORLDS(ScopeCancelOn, 5);

const worlds::Duration& unit = TimedWorld::unit;

Task<void> child(Timers& timers, Steps& steps, std::string name) {
  const Goodbye local(steps, name + " cleaned up");
  steps.push_back(name + " begins");
  co_await sleep_for(timers, std::chrono::hours(1));  // whoever comes late to cancel it comes in time
  steps.push_back(name + " ends");
}

Task<void> joins(Scope& scope, Steps& steps) {
  co_await scope.join();
  steps.push_back("joined");
}

TEST_P(ScopeCancelOn, RunsNothingOfTheUsersHereAndNow) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a"));
  while (this->steps.empty()) ASSERT_TRUE(this->loop.run_one());
  scope.cancel();
  EXPECT_EQ(this->steps, Steps{"a begins"});
}

TEST_P(ScopeCancelOn, ReachesAChildThatWaitsForItsOwnScope) {
  Scope scope(this->loop);
  scope.spawn(joins(scope, this->steps));
  scope.spawn(child(this->timers, this->steps, "a"));
  const Callback off = this->timers.call_later(unit, [&] { scope.cancel(); });
  this->run();
  EXPECT_EQ(this->steps, (Steps{"a begins", "a cleaned up"})) << "the circle ends, and nobody has joined";
  EXPECT_EQ(this->loop.unfinished(), "");
}

TEST_P(ScopeCancelOn, CleansUpByIndexBeforeAnythingAfterTheJoin) {
  Scope scope(this->loop);
  for (const char* one : {"a", "b", "c"}) scope.spawn(child(this->timers, this->steps, one));
  Future<void> joined = start(this->loop, joins(scope, this->steps));
  const Callback off = this->timers.call_later(unit, [&] { scope.cancel(); });
  this->run();
  EXPECT_EQ(this->steps, (Steps{"a begins", "b begins", "c begins", "a cleaned up", "b cleaned up",
                                "c cleaned up", "joined"}));
  joined.get();  // no error
}

Task<void> goes(Future<void> signal, Steps& steps) {
  const Goodbye local(steps, "cleaned up");
  co_await std::move(signal);
  steps.push_back("never");
}

TEST_P(ScopeCancelOn, StopsWhoStandsInTheQueueAlready) {
  Scope scope(this->loop);
  Promise<void> promise(this->loop);
  scope.spawn(goes(promise.get_future(), this->steps));
  scope.spawn(child(this->timers, this->steps, "a"));
  while (this->steps.empty()) ASSERT_TRUE(this->loop.run_one());
  promise.set_value();
  scope.spawn(child(this->timers, this->steps, "not begun"));
  scope.cancel();
  this->run();
  EXPECT_EQ(this->steps, (Steps{"a begins", "cleaned up", "a cleaned up"}));
}

TEST_P(ScopeCancelOn, TwiceIsOnce) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a"));
  while (this->steps.empty()) ASSERT_TRUE(this->loop.run_one());
  scope.cancel();
  scope.cancel();
  sync_wait(this->loop, joins(scope, this->steps));
  scope.cancel();
  this->run();
  EXPECT_EQ(this->steps, (Steps{"a begins", "a cleaned up", "joined"}));
}

TEST_P(ScopeCancelOn, LaterChildrenNeverBegin) {
  const auto held = std::make_shared<int>(0);
  Scope scope(this->loop);
  scope.cancel();
  scope.spawn([](std::shared_ptr<int> mine) -> Task<void> { co_return void(++*mine); }(held));
  EXPECT_EQ(held.use_count(), 1);
  sync_wait(this->loop, joins(scope, this->steps));
  EXPECT_EQ(*held, 0);
}

Task<void> cancels(Scope& scope, Timers& timers, Steps& steps) {
  const Goodbye local(steps, "canceller cleaned up");
  co_await sleep_for(timers, unit);
  scope.cancel();
  steps.push_back("cancelled");
  co_await sleep_for(timers, Duration::zero());
  steps.push_back("never");
}

TEST_P(ScopeCancelOn, FromInsideAChildLetsThatChildGoOnToItsNextWait) {
  Scope scope(this->loop);
  scope.spawn(child(this->timers, this->steps, "a"));
  scope.spawn(cancels(scope, this->timers, this->steps));
  sync_wait(this->loop, joins(scope, this->steps));
  EXPECT_EQ(this->steps, (Steps{"a begins", "cancelled", "a cleaned up", "canceller cleaned up", "joined"}));
}

Task<void> cancels_and_ends(Scope& scope, Steps& steps) {
  scope.cancel();
  steps.push_back("cancelled");
  throw std::runtime_error("too late to matter");
  co_return;
}

TEST_P(ScopeCancelOn, FromInsideAChildThatThenFailsTellsTheLoopOfTheError) {
  Steps reports;
  this->loop.on_report([&](const std::string& what) { reports.push_back(what); });
  Scope scope(this->loop);
  scope.spawn(cancels_and_ends(scope, this->steps));
  scope.spawn(child(this->timers, this->steps, "a"));
  sync_wait(this->loop, joins(scope, this->steps));
  EXPECT_EQ(this->steps, (Steps{"cancelled", "joined"})) << "join brings no error";
  EXPECT_EQ(reports, Steps{"Loop: an error that nobody took: too late to matter\n"});
}

TEST_P(ScopeCancelOn, LetsNoTaskOutliveTheScope) {
  {
    Steps declared_before;
    Scope scope(this->loop);
    scope.spawn(child(this->timers, declared_before, "a"));
    while (declared_before.empty()) ASSERT_TRUE(this->loop.run_one());
    scope.cancel();
  }
  this->run();  // under AddressSanitizer: a clean-up that came now would write into what is gone
  EXPECT_EQ(this->loop.unfinished().find("child()"), std::string::npos);
}

TEST_P(ScopeCancelOn, LetsTheScopeEndBeforeItsJobComes) {
  std::optional<Scope> scope(std::in_place, this->loop);
  scope->spawn(child(this->timers, this->steps, "a"));
  while (this->steps.empty()) ASSERT_TRUE(this->loop.run_one());
  scope->cancel();
  scope.reset();
  EXPECT_EQ(this->steps, (Steps{"a begins", "a cleaned up"}));
  this->run();
  EXPECT_EQ(this->steps, (Steps{"a begins", "a cleaned up"}));
}

}  // namespace
}  // namespace unroll
