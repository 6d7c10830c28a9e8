#include "01_queue/loop.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::World;

struct LoopOn : worlds::TestOn {
  World world;
  Loop& loop = world.loop;
  std::string log;

  void post(char name) {
    loop.post([this, name] { log += name; });
  }
};
UNROLL_ON_WORLDS(LoopOn, 1);

TEST_P(LoopOn, PostNeverRunsTheJobHereAndNow) {
  this->post('a');
  EXPECT_EQ(this->log, "");
  this->loop.post([this] {
    this->post('b');
    EXPECT_EQ(this->log, "a") << "not from inside a job either";
  });
  this->world.run();
  EXPECT_EQ(this->log, "ab");
}

TEST_P(LoopOn, RunsJobsInTheOrderTheyWerePosted) {
  for (const char name : {'a', 'b', 'c', 'd'}) this->post(name);
  this->world.run();
  EXPECT_EQ(this->log, "abcd");
}

TEST_P(LoopOn, RunsEachJobOnce) {
  this->post('a');
  this->world.run();
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(LoopOn, AJobPostedInOneTurnRunsInTheNext) {
  this->loop.post([this] {
    this->log += 'a';
    this->post('c');
  });
  this->loop.post([this] {
    this->log += 'b';
    this->post('d');
  });
  this->world.run();
  EXPECT_EQ(this->log, "abcd");
}

TEST_P(LoopOn, TwoWhoPostThemselvesTakeTurns) {
  std::function<void(char, int)> step = [&](char name, int left) {
    this->log += name;
    if (left > 1) this->loop.post([&step, name, left] { step(name, left - 1); });
  };
  this->loop.post([&] { step('a', 4); });
  this->loop.post([&] { step('b', 4); });
  this->world.run();
  EXPECT_EQ(this->log, "abababab");
}

TEST_P(LoopOn, OneWhoPostsHimselfForeverDoesNotStarveTheOthers) {
  bool others_are_done = false;
  std::function<void()> forever = [&] {
    if (!others_are_done) this->loop.post([&] { forever(); });
  };
  this->loop.post([&] { forever(); });
  this->loop.post([&] { this->loop.post([&] { others_are_done = true; }); });
  this->world.run();
  EXPECT_TRUE(others_are_done);
}

TEST_P(LoopOn, AJobIsGoneBeforeTheNextBegins) {
  auto token = std::make_shared<int>();
  this->loop.post([held = token] {});
  this->loop.post([&] { EXPECT_EQ(token.use_count(), 1); });
  this->world.run();
}

TEST_P(LoopOn, RunOneRunsTheOldestJobAndNoOther) {
  this->world.run();  // what goes on beside has come to its end
  this->post('a');
  this->post('b');
  EXPECT_TRUE(this->loop.run_one());
  EXPECT_EQ(this->log, "a");
  EXPECT_TRUE(this->loop.run_one());
  EXPECT_EQ(this->log, "ab");
  EXPECT_FALSE(this->loop.run_one());
}

TEST_P(LoopOn, IsEmptyWhenOnlyTheRunningJobIsLeft) {
  this->world.run();
  EXPECT_TRUE(this->loop.empty());
  this->loop.post([this] { EXPECT_TRUE(this->loop.empty()); });
  EXPECT_FALSE(this->loop.empty());
  this->world.run();
  EXPECT_TRUE(this->loop.empty());
}

TEST_P(LoopOn, RunWithNothingToDoReturns) {
  this->world.run();
  this->world.run();
  EXPECT_TRUE(this->loop.empty());
}

}  // namespace
}  // namespace unroll
