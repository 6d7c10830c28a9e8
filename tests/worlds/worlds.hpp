#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "01_queue/loop.hpp"

namespace unroll {
class Clock;
class Timers;
}  // namespace unroll

/// What a suite runs on: a loop, a clock and timers, and perhaps somebody else who is at work on that loop.
/// The promises of a chapter hold on the worlds of all later chapters. A test is compiled once, and sees only
/// this; which world it is the running test says (`On/LoopOn.RunsJobsInTheOrderTheyWerePosted/WithTasks`).
namespace unroll::worlds {

using Duration = std::chrono::nanoseconds;

/// A world that was made. Its clock and its timers are null if it has none.
struct Made {
  Made(Loop& its_loop, Clock* its_clock, Timers* its_timers)
      : loop(its_loop), clock(its_clock), timers(its_timers) {}
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  virtual ~Made() = default;
  virtual void run() = 0;
  virtual void advance(Duration by) = 0;

  Loop& loop;
  Clock* clock;
  Timers* timers;
};

/// What can be made. known.hpp says what a world tells of itself.
struct Kind {
  std::string name;
  int made_of;
  int suites_up_to;
  bool virtual_time;
  Duration unit;
  std::function<std::unique_ptr<Made>()> make;
};

/// All that the program is linked with, and from which chapter on it is to use them (begin.cpp).
std::vector<Kind>& all();
int begin();

/// Of those: the ones on which a chapter's suite can run.
std::vector<const Kind*> fit_for(int chapter, bool virtual_time_only);

/// The world of the running test, made anew: what chapter 1 needs of it.
class World {
 public:
  static inline const Kind* kind = nullptr;  // these three are set when a test begins
  static inline bool virtual_time = true;
  static inline Duration unit{};

  /// To the end; what goes on beside the test ends too.
  void run() { made_->run(); }

 protected:
  std::unique_ptr<Made> made_ = kind->make();

 public:
  Loop& loop = made_->loop;
};

/// The same with time, for the chapters above.
class TimedWorld : public World {
 public:
  /// Lets virtual time pass, as a job does that takes long.
  void advance(Duration by) { made_->advance(by); }

  Clock& clock = *made_->clock;
  Timers& timers = *made_->timers;
};

/// What a suite on worlds derives its fixture from.
class TestOn : public testing::TestWithParam<const Kind*> {
 protected:
  TestOn() {
    World::kind = GetParam();
    World::virtual_time = World::kind->virtual_time;
    World::unit = World::kind->unit;
  }
};

inline std::string name_of(const testing::TestParamInfo<const Kind*>& world) { return world.param->name; }

}  // namespace unroll::worlds

/// The tests of `Suite`, a suite of the chapter with this number, on all worlds that fit it; or on those
/// whose time is virtual, where a test may assert times too; among the later worlds there may be none.
#define UNROLL_ON_WORLDS(Suite, chapter) \
  INSTANTIATE_TEST_SUITE_P(On, Suite, testing::ValuesIn(worlds::fit_for(chapter, false)), worlds::name_of)
#define UNROLL_ON_VIRTUAL_WORLDS(Suite, chapter)        \
  GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Suite); \
  INSTANTIATE_TEST_SUITE_P(On, Suite, testing::ValuesIn(worlds::fit_for(chapter, true)), worlds::name_of)
