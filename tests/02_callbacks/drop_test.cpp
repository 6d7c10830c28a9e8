#include "worlds/drop.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "02_callbacks/timers.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

using worlds::drop_after_every_step;
using worlds::Witness;

struct DropCallbacksOn : worlds::TestOn {};
UNROLL_ON_VIRTUAL_WORLDS(DropCallbacksOn, 2);

TEST_P(DropCallbacksOn, ManyAtDifferentTimes) {
  const auto build = [](TimedWorld& world, Witness& witness) {
    std::vector<Callback> kept;
    for (const int units : {3, 1, 2, 1, 0})
      kept.push_back(world.timers.call_later(
          units * TimedWorld::unit,
          [&witness, held = witness.token(), units] { witness.saw(std::to_string(units)); }));
    return kept;
  };
  EXPECT_GE(drop_after_every_step(build), 9U);
}

/// Arms itself again, with a part that calls another one off.
class Metronome {
 public:
  Metronome(TimedWorld& world, Witness& witness) : world_(world), witness_(witness) { tick(); }

 private:
  void tick() {
    witness_.saw("tick");
    if (--left_ == 0) return;
    echo_ =
        world_.timers.call_later(TimedWorld::unit, [this, held = witness_.token()] { witness_.saw("echo"); });
    next_ = world_.timers.call_later(TimedWorld::unit, [this, held = witness_.token()] { tick(); });
    if (left_ % 2 == 0) echo_.call_off();
  }

  TimedWorld& world_;
  Witness& witness_;
  int left_ = 6;
  Callback next_;
  Callback echo_;
};

TEST_P(DropCallbacksOn, OneThatArmsItselfAgainAndCallsOffAnother) {
  const auto build = [](TimedWorld& world, Witness& witness) {
    return std::make_unique<Metronome>(world, witness);
  };
  EXPECT_GE(drop_after_every_step(build), 10U);
}

TEST_P(DropCallbacksOn, OneThatOwnsTheNext) {
  const auto build = [](TimedWorld& world, Witness& witness) {
    auto next = std::make_shared<Callback>();
    return world.timers.call_later(TimedWorld::unit, [&world, &witness, held = witness.token(), next] {
      witness.saw("first");
      *next =
          world.timers.call_later(TimedWorld::unit, [&witness] { witness.saw("never: its owner has run"); });
    });
  };
  EXPECT_GE(drop_after_every_step(build), 2U);
}

}  // namespace
}  // namespace unroll
