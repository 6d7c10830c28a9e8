#include "worlds/drop.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "02_callbacks/timers.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::drop_after_every_step;
using worlds::Witness;

template <class World>
struct DropCallbacksOn : testing::Test {};
TYPED_TEST_SUITE(DropCallbacksOn, worlds::VirtualWorldsFor<2>, worlds::Names);

TYPED_TEST(DropCallbacksOn, ManyAtDifferentTimes) {
  const auto build = [](TypeParam& world, Witness& witness) {
    std::vector<Callback> kept;
    for (const int units : {3, 1, 2, 1, 0})
      kept.push_back(world.timers.call_later(
          units * TypeParam::unit,
          [&witness, held = witness.token(), units] { witness.saw(std::to_string(units)); }));
    return kept;
  };
  EXPECT_GE(drop_after_every_step<TypeParam>(build), 9U);
}

/// Arms itself again, with a part that calls another one off.
template <class World>
class Metronome {
 public:
  Metronome(World& world, Witness& witness) : world_(world), witness_(witness) { tick(); }

 private:
  void tick() {
    witness_.saw("tick");
    if (--left_ == 0) return;
    echo_ = world_.timers.call_later(World::unit, [this, held = witness_.token()] { witness_.saw("echo"); });
    next_ = world_.timers.call_later(World::unit, [this, held = witness_.token()] { tick(); });
    if (left_ % 2 == 0) echo_.call_off();
  }

  World& world_;
  Witness& witness_;
  int left_ = 6;
  Callback next_;
  Callback echo_;
};

TYPED_TEST(DropCallbacksOn, OneThatArmsItselfAgainAndCallsOffAnother) {
  const auto build = [](TypeParam& world, Witness& witness) {
    return std::make_unique<Metronome<TypeParam>>(world, witness);
  };
  EXPECT_GE(drop_after_every_step<TypeParam>(build), 10U);
}

TYPED_TEST(DropCallbacksOn, OneThatOwnsTheNext) {
  const auto build = [](TypeParam& world, Witness& witness) {
    auto next = std::make_shared<Callback>();
    return world.timers.call_later(TypeParam::unit, [&world, &witness, held = witness.token(), next] {
      witness.saw("first");
      *next =
          world.timers.call_later(TypeParam::unit, [&witness] { witness.saw("never: its owner has run"); });
    });
  };
  EXPECT_GE(drop_after_every_step<TypeParam>(build), 2U);
}

}  // namespace
}  // namespace unroll
