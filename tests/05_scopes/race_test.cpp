#include "05_scopes/race.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "04_coroutines/witnesses.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct RaceOn : worlds::TestOn, TimedWorld {
  RaceOn() {
    this->loop.on_report([this](const std::string& what) { reports.push_back(what); });
  }
  void enter(std::string who, int units, bool fails = false);
  Steps steps;
  Steps reports;
  std::vector<Task<std::string>> runners;
};
UNROLL_ON_VIRTUAL_WORLDS(RaceOn, 5);

const worlds::Duration& unit = TimedWorld::unit;

Task<std::string> runner(Timers& timers, Steps& steps, std::string name, int units, bool fails) {
  const Goodbye local(steps, name + " cleaned up");
  steps.push_back(name + " begins");
  if (units != 0) co_await sleep_for(timers, unit * units);
  if (fails) throw std::runtime_error(name);
  co_return name;
}

void RaceOn::enter(std::string who, int units, bool fails) {
  runners.push_back(runner(this->timers, steps, std::move(who), units, fails));
}

Task<void> sees(Future<std::string> first, Steps& steps) {
  try {
    steps.push_back("sees " + co_await std::move(first));
  } catch (const std::exception& error) {
    steps.push_back(std::string("sees the error ") + error.what());
  }
}

TEST_P(RaceOn, TheFirstValueWinsAndTheOthersAreGoneBeforeItIsSeen) {
  this->enter("slow", 3);
  this->enter("quick", 1);
  this->enter("slower", 4);
  sync_wait(this->loop, sees(race(this->loop, std::move(this->runners)), this->steps));
  EXPECT_EQ(this->steps, (Steps{"slow begins", "quick begins", "slower begins", "quick cleaned up",
                                "slow cleaned up", "slower cleaned up", "sees quick"}));
  EXPECT_EQ(this->clock.now(), TimePoint(unit));
}

TEST_P(RaceOn, TheLosersAreGoneAsSoonAsTheResultIsThere) {
  this->enter("slow", 3);
  this->enter("quick", 1);
  Future<std::string> first = race(this->loop, std::move(this->runners));
  while (!first.ready()) ASSERT_TRUE(this->loop.run_one());
  EXPECT_EQ(this->steps.back(), "slow cleaned up");
}

TEST_P(RaceOn, TheFirstErrorWinsToo) {
  this->enter("slow", 3);
  this->enter("bad", 1, true);
  sync_wait(this->loop, sees(race(this->loop, std::move(this->runners)), this->steps));
  EXPECT_EQ(this->steps,
            (Steps{"slow begins", "bad begins", "bad cleaned up", "slow cleaned up", "sees the error bad"}));
}

TEST_P(RaceOn, AtTheSameTimeTheFirstInOrderWins) {
  this->enter("a", 1);
  this->enter("b", 1);
  sync_wait(this->loop, sees(race(this->loop, std::move(this->runners)), this->steps));
  EXPECT_EQ(this->steps, (Steps{"a begins", "b begins", "a cleaned up", "b cleaned up", "sees a"}));
}

TEST_P(RaceOn, NeverRunsARunnerHereAndNow) {
  this->enter("a", 0);
  Future<std::string> first = race(this->loop, std::move(this->runners));
  EXPECT_EQ(this->steps, Steps{});
  this->run();
  EXPECT_EQ(first.get(), "a");
}

TEST_P(RaceOn, LosersThatEndInTheSameTurnAreNotReported) {
  for (const char* who : {"a", "b", "c"}) this->enter(who, 1, true);
  sync_wait(this->loop, sees(race(this->loop, std::move(this->runners)), this->steps));
  EXPECT_EQ(this->steps.back(), "sees the error a");
  EXPECT_EQ(this->reports, Steps{});
}

TEST_P(RaceOn, OfNobodyIsRefused) {
  EXPECT_THROW((void)race(this->loop, std::move(this->runners)), std::invalid_argument);
}

TEST_P(RaceOn, DroppedCancelsAllInTheirOrder) {
  this->enter("a", 3);
  this->enter("b", 3);
  Future<std::string> first = race(this->loop, std::move(this->runners));
  while (this->steps.size() < 2) ASSERT_TRUE(this->loop.run_one());
  first = {};
  EXPECT_EQ(this->steps, (Steps{"a begins", "b begins", "a cleaned up", "b cleaned up"}));
}

Task<int> drops(Timers& timers, Future<int>& race, Steps& steps) {
  const AtEnd drop([&] { race = {}; });
  co_await sleep_for(timers, 9 * unit);
  steps.push_back("never");
  co_return 1;
}

Task<int> ends_first(Timers& timers, bool fails) {
  co_await sleep_for(timers, unit);
  if (fails) throw std::runtime_error("its own");
  co_return 2;
}

TEST_P(RaceOn, ALosersCleanUpMayDropTheRace) {
  for (const bool fails : {false, true}) {
    Future<int> first;
    std::vector<Task<int>> both;
    both.push_back(drops(this->timers, first, this->steps));
    both.push_back(ends_first(this->timers, fails));
    first = race(this->loop, std::move(both));
    this->run();
    EXPECT_FALSE(first.valid());
    EXPECT_EQ(this->steps, Steps{});
    EXPECT_EQ(this->reports, Steps{}) << "nobody is left who could have taken it";
  }
}

}  // namespace
}  // namespace unroll
