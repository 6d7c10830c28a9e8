#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "worlds/worlds.hpp"

namespace unroll::worlds {

/// Counts what a system holds and writes down what it does. A system puts a token into everything that must
/// die with it (captures, locals, values), and says so whenever something of its own runs.
class Witness {
 public:
  using Token = std::shared_ptr<const int>;

  Token token() const { return token_; }
  long held() const { return token_.use_count() - 1; }

  void saw(std::string_view step) { steps_.emplace_back(step); }
  const std::vector<std::string>& steps() const { return steps_; }

 private:
  Token token_ = std::make_shared<const int>();
  std::vector<std::string> steps_;
};

/// When everything that a system holds must be gone: with its owner, or only with the loop, because a queued
/// job has still to bury it.
enum class Dies { with_its_owner, with_the_loop };

/// What becomes of the loop after the drop.
enum class Then { loop_goes_on, loop_dies };

/// Builds a system, runs at most `jobs` jobs, drops it. False if fewer jobs than that were there to run.
template <class Build>
bool drop_after(std::size_t jobs, Build& build, Dies dies, Then then) {
  SCOPED_TRACE("dropped after " + std::to_string(jobs) + " jobs, and the loop " +
               (then == Then::loop_dies ? "died" : "went on"));
  Witness witness;
  std::optional<TimedWorld> world(std::in_place);
  world->loop.on_report([](const std::string&) {});  // an error that nobody takes any more is no failure here
  std::size_t ran = 0;
  {
    [[maybe_unused]] auto owner = build(*world, witness);
    while (ran != jobs && world->loop.run_one()) ++ran;
  }
  if (dies == Dies::with_its_owner) {
    EXPECT_EQ(witness.held(), 0) << "something outlived its owner";
  }
  const auto before = witness.steps();
  if (then == Then::loop_goes_on) world->run();
  world.reset();
  EXPECT_EQ(witness.held(), 0) << "something outlived the loop";
  EXPECT_EQ(witness.steps(), before) << "something ran after the drop";
  return ran == jobs;
}

/// `build(world, witness)` makes a system and returns whatever owns it. For every k: builds it in a new
/// world, runs k jobs and drops it; then nothing of it is left and nothing of it runs. Returns how many jobs
/// it took to the end, so that a test can say that there was something to drop.
template <class Build>
std::size_t drop_after_every_step(Build build, Dies dies = Dies::with_its_owner) {
  std::size_t jobs = 0;
  while (drop_after(jobs, build, dies, Then::loop_goes_on)) {
    drop_after(jobs, build, dies, Then::loop_dies);
    if (testing::Test::HasFailure()) break;  // the first k says it all
    ++jobs;
  }
  return jobs;
}

}  // namespace unroll::worlds
