#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "02_callbacks/timers.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

struct FairnessOn : worlds::TestOn {
  TimedWorld world;
  Loop& loop = world.loop;
  Timers& timers = world.timers;
};
UNROLL_ON_WORLDS(FairnessOn, 2);

TEST_P(FairnessOn, ALoopThatIsAlwaysBusyDoesNotStarveTimers) {
  bool fired = false;
  std::function<void()> busy = [&] {
    if (TimedWorld::virtual_time) this->world.advance(TimedWorld::unit);
    if (!fired) this->loop.post([&] { busy(); });
  };
  const Callback callback = this->timers.call_later(10 * TimedWorld::unit, [&] { fired = true; });
  this->loop.post([&] { busy(); });
  this->world.run();
  EXPECT_TRUE(fired);
}

TEST_P(FairnessOn, ATimerThatIsAlwaysDueDoesNotStarveTheQueue) {
  int posted = 0;
  int fired = 0;
  Callback callback;
  std::function<void()> chain = [&] {
    if (++posted != 100) this->loop.post([&] { chain(); });
  };
  std::function<void()> again = [&] {
    ++fired;
    if (posted != 100) callback = this->timers.call_later(Duration::zero(), [&] { again(); });
  };
  again();
  this->loop.post([&] { chain(); });
  this->world.run();
  EXPECT_EQ(posted, 100);
  EXPECT_LE(fired, 110) << "the timer had more turns than the queue";
  EXPECT_GE(fired, 40) << "the queue had more turns than the timer";
}

TEST_P(FairnessOn, TwoTimersThatAreAlwaysDueTakeTurns) {
  std::string log;
  Callback callbacks[2];
  std::function<void(std::size_t)> again = [&](std::size_t who) {
    log += static_cast<char>('a' + who);
    if (log.size() < 20)
      callbacks[who] = this->timers.call_later(Duration::zero(), [&again, who] { again(who); });
  };
  again(0);
  again(1);
  this->world.run();
  EXPECT_EQ(log.substr(0, 20), "abababababababababab");
}

TEST_P(FairnessOn, TimersThatAreDueTogetherTakeNoMoreJobsThanTheyAre) {
  this->world.run();  // what goes on beside has come to its end
  std::vector<Callback> kept;
  for (int i = 0; i != 1000; ++i) kept.push_back(this->timers.call_later(-TimedWorld::unit, [] {}));
  std::size_t jobs = 0;
  while (this->loop.run_one()) ++jobs;
  EXPECT_LE(jobs, 1002U);
}

}  // namespace
}  // namespace unroll
