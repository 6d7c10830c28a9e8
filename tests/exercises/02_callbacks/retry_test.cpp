#include "02_callbacks/retry.hpp"

#include <memory>
#include <optional>
#include <string>

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using unroll::Callback;
using unroll::TimePoint;
using unroll::check::in_order;
using unroll::check::Seen;

struct Retry : testing::Test {
  Seen seen;
  unroll::Loop loop;
  unroll::FakeClock clock;
  unroll::Timers timers{loop, clock};
  int fails = 0;  // so often, before it says true
  std::optional<unroll::Retry> retry;

  void say(const std::string& what) {
    seen(what + " at " + std::to_string(clock.now().time_since_epoch() / 1s));
  }
  bool ask() {
    say("ask");
    return fails-- == 0;
  }
  void begin(int tries) {
    retry.emplace(
        timers, [this] { return ask(); }, [this](bool well) { say(well ? "well" : "given up"); }, tries, 1s);
  }
};

TEST_F(Retry, AsksFromTheLoopAndNotHereAndNow) {
  begin(3);
  say("begun");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"begun at 0", "ask at 0", "well at 0"})) << "nothing is called here and now";
}

TEST_F(Retry, PausesTwiceAsLongEachTime) {
  fails = 4;
  begin(9);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"ask at 0", "ask at 1", "ask at 3", "ask at 7", "ask at 15", "well at 15"}))
      << "pauses of 1, 2, 4 and 8 seconds";
}

TEST_F(Retry, GivesUpBehindTheLastTry) {
  fails = 9;
  begin(3);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"ask at 0", "ask at 1", "ask at 3", "given up at 3"}))
      << "three tries, and no pause behind the last";
  EXPECT_EQ(clock.now(), TimePoint(3s)) << "and nothing is armed any more";
}

TEST_F(Retry, GivesUpBehindTheOnlyTry) {
  fails = 9;
  begin(1);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"ask at 0", "given up at 0"})) << "one try is one try";
}

TEST_F(Retry, IsWellIfTheLastTryIs) {
  fails = 2;
  begin(3);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"ask at 0", "ask at 1", "ask at 3", "well at 3"})) << "the last one counts too";
}

TEST_F(Retry, IsCalledOffBeforeTheFirstTry) {
  begin(3);
  retry.reset();
  loop.run();
  EXPECT_TRUE(in_order(seen, {})) << "it was destroyed before the loop ran";
}

TEST_F(Retry, IsCalledOffBetweenTwoTries) {
  fails = 9;
  begin(5);
  const Callback other = timers.call_later(2s, [this] { retry.reset(); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"ask at 0", "ask at 1"})) << "nobody wants to know any more";
  EXPECT_EQ(clock.now(), TimePoint(2s)) << "and nobody waits for it";
}

/// Both are due at the same time, and the second one destroys it. What the first has posted comes behind.
TEST_F(Retry, IsCalledOffAtTheVeryTimeOfItsEnd) {
  begin(3);
  const Callback other = timers.call_later(0s, [this] {
    retry.reset();
    say("gone");
  });
  loop.run();
  EXPECT_TRUE(in_order({seen.lines().back()}, {"gone at 0"}))
      << "whether it was done before or not: now nobody is told any more";
}

TEST_F(Retry, MayBeDestroyedByItsOwnDone) {
  const auto kept = std::make_shared<std::string>("captured");
  for (const int tries : {1, 2}) {
    fails = tries == 1 ? 0 : 9;  // once it is well, once it gives up
    retry.emplace(
        timers, [this] { return ask(); },
        [this, kept](bool well) {
          retry.reset();
          say(*kept + (well ? ", well" : ", given up"));
        },
        tries, 1s);
    loop.run();
  }
  EXPECT_TRUE(
      in_order(seen, {"ask at 0", "captured, well at 0", "ask at 0", "ask at 1", "captured, given up at 1"}))
      << "done lives as long as it runs";
  EXPECT_EQ(kept.use_count(), 1) << "and not longer";
}

TEST_F(Retry, RunsBesideAnother) {
  fails = 2;
  unroll::Retry other(
      timers, [] { return false; }, [this](bool) { say("the other gives up"); }, 2, 2s);
  begin(5);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"ask at 0", "ask at 1", "the other gives up at 2", "ask at 3", "well at 3"}))
      << "each has its own pauses";
}

}  // namespace
