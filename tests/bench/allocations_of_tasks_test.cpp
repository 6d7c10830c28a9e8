#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/race.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "bench/allocations_fixture.hpp"

namespace unroll {
namespace {

using namespace std::chrono_literals;

// Each test's number is a sum of these, and of what it says in its name.
const std::size_t frame = said("04_coroutines", "call a coroutine");
const std::size_t started = said("04_coroutines", "`start` a task");
const std::size_t sleeping = said("03_futures", "`sleep_for`, fired or cancelled");
const std::size_t scope_itself = said("05_scopes", "a scope");
constexpr std::size_t list_node = 1;  // where a scope keeps a task

Task<> nothing() { co_return; }
Task<int> one() { co_return 1; }
Task<> await_twice() {
  co_await nothing();
  co_await nothing();
}
Task<> sleep_long(Timers& timers) { co_await sleep_for(timers, 1h); }
Task<> sleep_shortly(Timers& timers) { co_await sleep_for(timers, 1ms); }

class AllocationsOfTasks : public Allocations {};

TEST_F(AllocationsOfTasks, ATaskThatNeverBeginsTakesItsFrame) {
  costs(frame, [] { Task<> task = nothing(); });
}

TEST_F(AllocationsOfTasks, StartTakesOneBesideTheFrame) {
  costs(frame + started, [this] {
    auto task = start(loop_, nothing());
    run();
  });
}

TEST_F(AllocationsOfTasks, AwaitTakesTheFrameOfTheAwaitedAndNoMore) {
  costs(started + frame + 2 * (frame + said("04_coroutines", "await a task")), [this] {
    auto task = start(loop_, await_twice());
    run();
  });
}

TEST_F(AllocationsOfTasks, ToAwaitAFutureTakesNoneBesideTheFuture) {
  costs(started + frame + sleeping + said("04_coroutines", "await a future"), [this] {
    auto task = start(loop_, sleep_shortly(timers_));
    run();
  });
}

TEST_F(AllocationsOfTasks, CancellingATaskThatWaitsTakesTwo) {
  costs(started + frame + sleeping + said("04_coroutines", "cancel a task that waits"), [this] {
    auto task = start(loop_, sleep_long(timers_));
    run_one();
  });
}

TEST_F(AllocationsOfTasks, SpawnTakesOneMoreThanStart) {
  EXPECT_EQ(said("05_scopes", "`spawn`"), started + list_node);
  costs(scope_itself + 3 * (frame + said("05_scopes", "`spawn`")), [this] {
    Scope scope(loop_);
    for (int i = 0; i != 3; ++i) scope.spawn(nothing());
    auto joined = scope.join();
    run();
  });
}

TEST_F(AllocationsOfTasks, WithTimeoutInTimeTakesTheTaskTheTimerAndItself) {
  costs(frame + said("05_scopes", "`with_timeout`, in time"), [this] {
    auto result = with_timeout(timers_, 1h, one());
    run();
    result.get();
  });
}

TEST_F(AllocationsOfTasks, WithTimeoutThatComesTooLateTakesFourMore) {
  const std::size_t task = frame + started + sleeping;
  costs(task + sleeping + 1 + 4, [this] {
    auto result = with_timeout(timers_, 1ms, sleep_long(timers_));
    run();
    EXPECT_TRUE(result.take().failed());
  });
}

TEST_F(AllocationsOfTasks, CancellingAScopeTakesOneForEachTaskAndAFewLists) {
  const std::size_t task = frame + started + list_node + sleeping;
  constexpr std::size_t lists = 3 + 3 + 1;  // two that grow to 3 tasks, one that stays at one
  costs(scope_itself + 3 * (task + 1) + lists, [this] {
    Scope scope(loop_);
    for (int i = 0; i != 3; ++i) scope.spawn(sleep_long(timers_));
    for (int i = 0; i != 3; ++i) run_one();
    scope.cancel();
    run();
  });
}

TEST_F(AllocationsOfTasks, RaceTakesWhatAnyTakes) {
  constexpr std::size_t tasks_given = 1;
  constexpr std::size_t futures_made = 1;
  EXPECT_EQ(cell("05_scopes", "`race` of two"), "as `start` twice and `any`");
  costs(2 * (frame + started) + tasks_given + futures_made + 1 + 3, [this] {
    std::vector<Task<int>> runners;
    runners.reserve(2);
    for (int i = 0; i != 2; ++i) runners.push_back(one());
    auto first = race(loop_, std::move(runners));
    run();
    first.get();
  });
}

}  // namespace
}  // namespace unroll
