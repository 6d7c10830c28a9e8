#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "01_queue/loop.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::World;

struct LoopRunOn : worlds::TestOn {
  World world;
  Loop& loop = world.loop;
  std::string log;

  void post(char name) {
    loop.post([this, name] { log += name; });
  }
  void post_stop() {
    loop.post([this] { loop.stop(); });
  }
  void post_error() {
    loop.post([] { throw std::runtime_error("as told"); });
  }
};
UNROLL_ON_WORLDS(LoopRunOn, 1);

TEST_P(LoopRunOn, StopEndsTheRunWhenItsJobEndsAndTheRestStaysQueued) {
  this->loop.post([this] {
    this->loop.stop();
    this->log += 'a';
  });
  this->post('b');
  this->world.run();
  EXPECT_EQ(this->log, "a");
  EXPECT_FALSE(this->loop.empty());
}

TEST_P(LoopRunOn, TheNextRunGoesOnWhereStopEndedTheLast) {
  this->post('a');
  this->post_stop();
  this->post('b');
  this->post_stop();
  this->post('c');
  this->world.run();
  EXPECT_EQ(this->log, "a");
  this->world.run();
  EXPECT_EQ(this->log, "ab") << "a stop works as well the second time";
  this->world.run();
  EXPECT_EQ(this->log, "abc");
}

TEST_P(LoopRunOn, StopTwiceInOneRunIsStopOnce) {
  this->loop.post([this] {
    this->loop.stop();
    this->loop.stop();
  });
  this->post('a');
  this->world.run();
  EXPECT_EQ(this->log, "");
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(LoopRunOn, StopWithoutARunUnderWayDoesNothing) {
  this->post('a');
  this->loop.stop();
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(LoopRunOn, AnErrorOfAJobLeavesRun) {
  this->post('a');
  this->post_error();
  this->post('b');
  EXPECT_THROW(this->world.run(), std::runtime_error);
  EXPECT_EQ(this->log, "a");
}

TEST_P(LoopRunOn, AfterAnErrorTheNextRunGoesOnBehindIt) {
  this->post_error();
  this->post('a');
  this->post_error();
  this->post('b');
  EXPECT_THROW(this->world.run(), std::runtime_error);
  EXPECT_THROW(this->world.run(), std::runtime_error);
  EXPECT_EQ(this->log, "a");
  this->world.run();
  EXPECT_EQ(this->log, "ab");
}

TEST_P(LoopRunOn, AnErrorLeavesRunOneTooAndTheLoopStaysGood) {
  this->world.run();
  this->post_error();
  this->post('a');
  EXPECT_THROW(this->loop.run_one(), std::runtime_error);
  EXPECT_TRUE(this->loop.run_one());
  EXPECT_EQ(this->log, "a");
}

TEST_P(LoopRunOn, AJobThatThrewIsGone) {
  auto token = std::make_shared<int>();
  this->loop.post([held = token] { throw std::runtime_error("as told"); });
  EXPECT_THROW(this->world.run(), std::runtime_error);
  EXPECT_EQ(token.use_count(), 1);
}

TEST_P(LoopRunOn, AJobThatWouldRunItsOwnLoopIsRefused) {
  this->loop.post([this] {
    EXPECT_THROW(this->loop.run(), std::logic_error);
    EXPECT_THROW(this->loop.run_one(), std::logic_error);
    this->log += 'a';
  });
  this->post('b');
  this->world.run();
  EXPECT_EQ(this->log, "ab") << "and nothing was run out of turn";
}

TEST_P(LoopRunOn, ARefusedRunDoesNotMakeTheLoopForgetThatItWasStopped) {
  this->loop.post([this] {
    this->loop.stop();
    EXPECT_THROW(this->loop.run(), std::logic_error);
  });
  this->post('a');
  this->loop.run();
  EXPECT_EQ(this->log, "");
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(LoopRunOn, ARefusedRunIsAnErrorLikeAnyOther) {
  this->loop.post([this] { this->loop.run(); });
  this->post('a');
  EXPECT_THROW(this->world.run(), std::logic_error);
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TEST_P(LoopRunOn, AJobMayRunAnotherLoop) {
  this->loop.post([this] {
    Loop other;
    other.post([this] { this->log += 'a'; });
    other.run();
    this->log += 'b';
  });
  this->world.run();
  EXPECT_EQ(this->log, "ab");
}

}  // namespace
}  // namespace unroll
