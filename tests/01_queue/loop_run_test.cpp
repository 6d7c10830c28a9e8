#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "01_queue/loop.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

template <class World>
struct LoopRunOn : testing::Test {
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
TYPED_TEST_SUITE(LoopRunOn, worlds::WorldsFor<1>, worlds::Names);

TYPED_TEST(LoopRunOn, StopEndsTheRunWhenItsJobEndsAndTheRestStaysQueued) {
  this->loop.post([this] {
    this->loop.stop();
    this->log += 'a';
  });
  this->post('b');
  this->world.run();
  EXPECT_EQ(this->log, "a");
  EXPECT_FALSE(this->loop.empty());
}

TYPED_TEST(LoopRunOn, TheNextRunGoesOnWhereStopEndedTheLast) {
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

TYPED_TEST(LoopRunOn, StopTwiceInOneRunIsStopOnce) {
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

TYPED_TEST(LoopRunOn, StopWithoutARunUnderWayDoesNothing) {
  this->post('a');
  this->loop.stop();
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TYPED_TEST(LoopRunOn, AnErrorOfAJobLeavesRun) {
  this->post('a');
  this->post_error();
  this->post('b');
  EXPECT_THROW(this->world.run(), std::runtime_error);
  EXPECT_EQ(this->log, "a");
}

TYPED_TEST(LoopRunOn, AfterAnErrorTheNextRunGoesOnBehindIt) {
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

TYPED_TEST(LoopRunOn, AnErrorLeavesRunOneTooAndTheLoopStaysGood) {
  this->world.run();
  this->post_error();
  this->post('a');
  EXPECT_THROW(this->loop.run_one(), std::runtime_error);
  EXPECT_TRUE(this->loop.run_one());
  EXPECT_EQ(this->log, "a");
}

TYPED_TEST(LoopRunOn, AJobThatThrewIsGone) {
  auto token = std::make_shared<int>();
  this->loop.post([held = token] { throw std::runtime_error("as told"); });
  EXPECT_THROW(this->world.run(), std::runtime_error);
  EXPECT_EQ(token.use_count(), 1);
}

TYPED_TEST(LoopRunOn, AJobThatWouldRunItsOwnLoopIsRefused) {
  this->loop.post([this] {
    EXPECT_THROW(this->loop.run(), std::logic_error);
    EXPECT_THROW(this->loop.run_one(), std::logic_error);
    this->log += 'a';
  });
  this->post('b');
  this->world.run();
  EXPECT_EQ(this->log, "ab") << "and nothing was run out of turn";
}

TYPED_TEST(LoopRunOn, ARefusedRunDoesNotMakeTheLoopForgetThatItWasStopped) {
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

TYPED_TEST(LoopRunOn, ARefusedRunIsAnErrorLikeAnyOther) {
  this->loop.post([this] { this->loop.run(); });
  this->post('a');
  EXPECT_THROW(this->world.run(), std::logic_error);
  this->world.run();
  EXPECT_EQ(this->log, "a");
}

TYPED_TEST(LoopRunOn, AJobMayRunAnotherLoop) {
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
