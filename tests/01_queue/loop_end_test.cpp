#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "01_queue/loop.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::World;

struct DyingLoopOn : worlds::TestOn {
  std::optional<World> world{std::in_place};
  Loop& loop = world->loop;
  std::string log;
};
UNROLL_ON_WORLDS(DyingLoopOn, 1);

/// Does something when it dies, unless it was moved away before.
template <class F>
class AtDeath {
 public:
  explicit AtDeath(F function) : function_(std::move(function)) {}
  AtDeath(AtDeath&& other) noexcept : function_(std::exchange(other.function_, std::nullopt)) {}
  AtDeath& operator=(AtDeath&&) = delete;
  ~AtDeath() {
    if (function_) (*function_)();
  }

 private:
  std::optional<F> function_;
};

TEST_P(DyingLoopOn, DestroysWhatIsQueuedAndRunsNoneOfIt) {
  auto token = std::make_shared<int>();
  for (int i = 0; i != 100; ++i) this->loop.post([this, held = token] { this->log += 'x'; });
  this->world.reset();
  EXPECT_EQ(token.use_count(), 1);
  EXPECT_EQ(this->log, "");
}

TEST_P(DyingLoopOn, DestroysInTheOrderOfTheQueue) {
  for (const char name : {'a', 'b', 'c'})
    this->loop.post([held = AtDeath([this, name] { this->log += name; })] {});
  this->world.reset();
  EXPECT_EQ(this->log, "abc");
}

TEST_P(DyingLoopOn, ADyingJobMayPost) {
  this->loop.post([held = AtDeath([this] {
                     this->log += 'a';
                     this->loop.post([second = AtDeath([this] {
                                        this->log += 'c';
                                        this->loop.post([third = AtDeath([this] { this->log += 'd'; })] {});
                                      })] { FAIL() << "a dying loop runs nothing"; });
                   })] {});
  this->loop.post([held = AtDeath([this] { this->log += 'b'; })] {});
  this->world.reset();
  EXPECT_EQ(this->log, "abcd") << "what dying jobs post dies behind all others";
}

TEST_P(DyingLoopOn, JobsDieOneAtATimeAndTheOthersAreStillQueued) {
  bool others_were_left = false;
  this->loop.post([held = AtDeath([&] { others_were_left = !this->loop.empty(); })] {});
  this->loop.post([] {});
  this->world.reset();
  EXPECT_TRUE(others_were_left);
}

TEST_P(DyingLoopOn, MayDieAfterAnErrorOrAStop) {
  auto token = std::make_shared<int>();
  this->loop.post([this] { this->loop.stop(); });
  this->loop.post([] { throw 1; });
  this->loop.post([held = token] {});
  this->world->run();
  EXPECT_THROW(this->world->run(), int);
  this->world.reset();
  EXPECT_EQ(token.use_count(), 1);
}

}  // namespace
}  // namespace unroll
