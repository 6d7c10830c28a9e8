#include "worlds/drop.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "03_futures/sleep_for.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

using worlds::drop_after_every_step;
using worlds::Witness;

struct DropFuturesOn : worlds::TestOn {
  /// Sleeps, says its name, and brings something that is counted.
  static Future<Witness::Token> step(TimedWorld& world, Witness& witness, int units,
                                     const std::string& name) {
    return sleep_for(world.timers, units * TimedWorld::unit).then([&witness, name, held = witness.token()] {
      witness.saw(name);
      return held;
    });
  }
  static Future<Witness::Token> failing(TimedWorld& world, Witness& witness, int units) {
    return step(world, witness, units, "fails").then([](Witness::Token held) -> Witness::Token {
      throw std::runtime_error("as told by " + std::to_string(held.use_count()));
    });
  }
  static std::vector<Future<Witness::Token>> three(TimedWorld& world, Witness& witness) {
    std::vector<Future<Witness::Token>> steps;
    steps.push_back(step(world, witness, 2, "second"));
    steps.push_back(failing(world, witness, 1));
    steps.push_back(step(world, witness, 3, "third"));
    return steps;
  }
};
UNROLL_ON_VIRTUAL_WORLDS(DropFuturesOn, 3);

TEST_P(DropFuturesOn, AChain) {
  const auto build = [](TimedWorld& world, Witness& witness) {
    return DropFuturesOn::step(world, witness, 1, "a").then([&witness](Witness::Token held) {
      witness.saw("b");
      return held;
    });
  };
  EXPECT_GE(drop_after_every_step(build), 4U);
}

TEST_P(DropFuturesOn, AChainOfFunctionsThatReturnFutures) {
  const auto build = [](TimedWorld& world, Witness& witness) {
    const auto next = [&](const std::string& name) {
      return [&world, &witness, name](Witness::Token held) {
        return DropFuturesOn::step(world, witness, 1, name).then([held](Witness::Token) { return held; });
      };
    };
    return DropFuturesOn::step(world, witness, 0, "a").then(next("b")).then(next("c"));
  };
  EXPECT_GE(drop_after_every_step(build), 12U);
}

TEST_P(DropFuturesOn, AllOfThreeWhereOneFails) {
  const auto build = [](TimedWorld& world, Witness& witness) {
    return all(world.loop, DropFuturesOn::three(world, witness));
  };
  EXPECT_GE(drop_after_every_step(build), 12U);
}

TEST_P(DropFuturesOn, TheFirstOfThreeWhereOneFails) {
  const auto build = [](TimedWorld& world, Witness& witness) {
    return any(world.loop, DropFuturesOn::three(world, witness)).then([&witness](Witness::Token) {
      witness.saw("winner");
    });
  };
  EXPECT_GE(drop_after_every_step(build), 9U);
}

TEST_P(DropFuturesOn, OneThatRecoversFromAnError) {
  const auto build = [](TimedWorld& world, Witness& witness) {
    return DropFuturesOn::failing(world, witness, 1)
        .then([&world, &witness, held = witness.token()](Future<Witness::Token> failed) {
          witness.saw(failed.take().failed() ? "recovers" : "never");
          return DropFuturesOn::step(world, witness, 1, "goes on");
        });
  };
  EXPECT_GE(drop_after_every_step(build), 8U);
}

/// The producer is a callback of its own; what it holds it lets go of when it has run or is called off.
TEST_P(DropFuturesOn, APromiseThatACallbackKeeps) {
  const auto build = [](TimedWorld& world, Witness& witness) {
    struct Both {
      Callback producer;
      Future<void> consumer;
    };
    Promise<Witness::Token> promise(world.loop);
    Future<Witness::Token> future = promise.get_future();
    auto keep = [&witness, promise = std::move(promise)]() mutable { promise.set_value(witness.token()); };
    return Both{world.timers.call_later(TimedWorld::unit, std::move(keep)),
                std::move(future).then([&witness](Witness::Token) { witness.saw("kept"); })};
  };
  EXPECT_GE(drop_after_every_step(build), 3U);
}

}  // namespace
}  // namespace unroll
