#include "worlds/drop.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "04_coroutines/start.hpp"
#include "05_scopes/race.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct DropScopesOn : worlds::TestOn {};
UNROLL_ON_VIRTUAL_WORLDS(DropScopesOn, 5);

using worlds::Witness;
const worlds::Duration& unit = TimedWorld::unit;

Task<int> leaf(Timers& timers, Witness& witness, Witness::Token held, int units) {
  const Witness::Token local = held;
  co_await sleep_for(timers, unit * units);
  witness.saw("leaf");
  if (units % 5 == 4) throw std::runtime_error("every fifth fails");
  co_return units;
}

Task<void> races(Timers& timers, Witness& witness, Witness::Token held) {
  std::vector<Task<int>> runners;
  for (int units : {3, 1, 2}) runners.push_back(leaf(timers, witness, held, units));
  const int first = co_await race(timers.loop(), std::move(runners));
  witness.saw("race " + std::to_string(first));
}

Task<void> limits(Timers& timers, Witness& witness, Witness::Token held) {
  for (int limit : {1, 3}) {
    try {
      Task<int> task = leaf(timers, witness, held, 2);
      co_await with_timeout(timers, unit * limit, std::move(task));
      witness.saw("in time");
    } catch (const TimedOut&) {
      witness.saw("too late");
    }
  }
}

Task<void> fails(Timers& timers, Witness& witness, Witness::Token held) {
  co_await leaf(timers, witness, held, 4);
}

Task<void> whole(Timers& timers, Witness& witness, Witness::Token held) {
  for (bool cancelled : {true, false}) {
    const Witness::Token outlives = held;
    Scope scope(timers.loop());
    scope.spawn(races(timers, witness, held));
    scope.spawn(limits(timers, witness, held));
    if (cancelled) {
      co_await sleep_for(timers, unit * 3 / 2);
      scope.cancel();
    } else {
      scope.spawn(fails(timers, witness, held));
    }
    try {
      co_await scope.join();
    } catch (const std::runtime_error&) {
      witness.saw("a child failed");
    }
  }
  Scope left(timers.loop());
  left.spawn(limits(timers, witness, held));
  co_await races(timers, witness, held);
  left.cancel();
}

TEST_P(DropScopesOn, AtEveryStepAllIsFreedAndNothingRuns) {
  const std::size_t jobs = worlds::drop_after_every_step([](TimedWorld& world, Witness& witness) {
    return start(world.loop, whole(world.timers, witness, witness.token()));
  });
  EXPECT_GT(jobs, 50U);
}

TEST_P(DropScopesOn, AtEveryStepOfAScopeOutsideAnyTask) {
  const std::size_t jobs = worlds::drop_after_every_step([](TimedWorld& world, Witness& witness) {
    auto scope = std::make_unique<Scope>(world.loop);
    scope->spawn(whole(world.timers, witness, witness.token()));
    scope->spawn(limits(world.timers, witness, witness.token()));
    return scope;
  });
  EXPECT_GT(jobs, 50U);
}

Task<void> waits(Timers& timers, Witness& witness, Witness::Token held, int depth) {
  Task<int> end = leaf(timers, witness, held, 9);
  if (depth == 0) co_return void(co_await std::move(end));
  Scope scope(timers.loop());
  scope.spawn(waits(timers, witness, held, depth - 1));
  scope.spawn(waits(timers, witness, held, 0));
  if (depth == 2) scope.cancel();
  co_await scope.join();
}

TEST_P(DropScopesOn, AtEveryStepOfScopesInScopes) {
  const std::size_t jobs = worlds::drop_after_every_step([](TimedWorld& world, Witness& witness) {
    Task<void> nested = waits(world.timers, witness, witness.token(), 4);
    return with_timeout(world.timers, 5 * unit, std::move(nested));
  });
  EXPECT_GT(jobs, 10U);
}

}  // namespace
}  // namespace unroll
