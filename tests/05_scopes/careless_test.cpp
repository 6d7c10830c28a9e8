#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "04_coroutines/witnesses.hpp"
#include "05_scopes/race.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

/// Clean-ups run while their scope is being taken down around them. Whatever they do, it holds.
struct CarelessInScopesOn : worlds::TestOn, TimedWorld {
  void run_until(std::size_t count) {
    while (steps.size() < count) ASSERT_TRUE(this->loop.run_one());
  }
  Steps steps;
};
UNROLL_ON_VIRTUAL_WORLDS(CarelessInScopesOn, 5);

const worlds::Duration& unit = TimedWorld::unit;

Task<void> child(Timers& timers, Steps& steps, std::string name) {
  const Goodbye local(steps, name + " cleaned up");
  steps.push_back(name + " begins");
  co_await sleep_for(timers, unit * 9);
}

Task<void> joins(Scope& scope, Steps& steps) {
  const Goodbye local(steps, "joiner cleaned up");
  steps.push_back("joins");
  co_await scope.join();
  steps.push_back("joined");
}

template <class F>
Task<void> at_end(Timers& timers, Steps& steps, F function) {
  const AtEnd clean_up(std::move(function));
  steps.push_back("begins");
  co_await sleep_for(timers, unit * 9);
}

TEST_P(CarelessInScopesOn, MaySpawnIntoADyingScope) {
  std::optional<Scope> scope(std::in_place, this->loop);
  Scope& dying = *scope;
  auto spawn = [&] { dying.spawn(child(this->timers, this->steps, "heir")); };
  scope->spawn(at_end(this->timers, this->steps, spawn));
  this->run_until(1);
  Future<void> joined = scope->join();
  scope.reset();
  this->run();
  EXPECT_EQ(this->steps, Steps{"begins"}) << "the heir never begins";
  EXPECT_TRUE(joined.ready());
}

TEST_P(CarelessInScopesOn, MayCancelAndDropWhatIsDying) {
  Scope scope(this->loop);
  Future<void> joiner;
  auto drop = [&] {
    joiner = {};
    scope.cancel();
    this->steps.push_back("dropped");
  };
  scope.spawn(at_end(this->timers, this->steps, drop));
  scope.spawn(child(this->timers, this->steps, "a"));
  joiner = start(this->loop, joins(scope, this->steps));
  this->run_until(3);
  scope.cancel();
  this->run();
  EXPECT_EQ(this->steps,
            (Steps{"begins", "a begins", "joins", "joiner cleaned up", "dropped", "a cleaned up"}));
}

TEST_P(CarelessInScopesOn, MayDestroyAScopeThatIsBeingCancelled) {
  std::optional<Scope> scope(std::in_place, this->loop);
  auto destroy = [&] { scope.reset(); };
  scope->spawn(at_end(this->timers, this->steps, destroy));
  scope->spawn(child(this->timers, this->steps, "a"));
  this->run_until(2);
  scope->cancel();
  this->run();
  EXPECT_FALSE(scope.has_value());
  EXPECT_EQ(this->steps, (Steps{"begins", "a begins", "a cleaned up"}));
}

Task<void> closes(Timers& timers) { co_await sleep_for(timers, unit * 3); }

/// One whose clean-up runs the loop, for it waits until something is closed.
Task<void> closes_at_end(Timers& timers, Steps& steps) {
  return at_end(timers, steps, [&] { sync_wait(timers.loop(), closes(timers)); });
}

Task<void> ends(Timers& timers, Steps& steps) {
  steps.push_back("begins");
  co_await sleep_for(timers, unit);
}

std::vector<Task<void>> both(Timers& timers, Steps& steps) {
  std::vector<Task<void>> tasks;
  tasks.push_back(closes_at_end(timers, steps));
  tasks.push_back(ends(timers, steps));
  return tasks;
}

TEST_P(CarelessInScopesOn, MayRunTheLoopWhileItsScopeDies) {
  std::optional<Scope> scope(std::in_place, this->loop);
  for (Task<void>& task : both(this->timers, this->steps)) scope->spawn(std::move(task));
  this->run_until(2);
  Future<void> joined = scope->join();
  scope.reset();
  EXPECT_TRUE(joined.ready());
}

TEST_P(CarelessInScopesOn, MayRunTheLoopWhileTheJoinDies) {
  Scope scope(this->loop);
  for (Task<void>& task : both(this->timers, this->steps)) scope.spawn(std::move(task));
  this->run_until(2);
  Future<void> joined = scope.join();
  joined = {};
  EXPECT_EQ(this->loop.unfinished(), "");
}

TEST_P(CarelessInScopesOn, MayRunTheLoopWhileItsRaceDies) {
  Future<void> first = race(this->loop, both(this->timers, this->steps));
  this->run_until(2);
  first = {};
  EXPECT_EQ(this->loop.unfinished(), "");
}

TEST_P(CarelessInScopesOn, MayRunTheLoopWhileItsLimitDies) {
  Future<void> limited = with_timeout(this->timers, unit, closes_at_end(this->timers, this->steps));
  this->run_until(1);
  limited = {};
  EXPECT_EQ(this->loop.unfinished(), "");
}

}  // namespace
}  // namespace unroll
