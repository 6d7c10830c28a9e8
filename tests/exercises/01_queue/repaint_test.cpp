#include "01_queue/repaint.hpp"

#include <stdexcept>
#include <string>

#include "check.hpp"

namespace {

using unroll::Loop;
using unroll::Repaint;
using unroll::check::in_order;
using unroll::check::Seen;

/// A window that shows a number.
struct Window : testing::Test {
  Seen seen;
  Loop loop;
  int number = 0;
  std::function<void()> while_painting = [] {};
  Repaint repaint{loop, [this] {
                    seen("painted " + std::to_string(number));
                    while_painting();
                  }};

  void change() {
    ++number;
    repaint.ask();
  }
  /// How many jobs there were.
  int jobs_run() {
    int jobs = 0;
    while (jobs != 10'000 && loop.run_one()) ++jobs;
    return jobs;
  }
};

TEST_F(Window, IsNotPaintedHereAndNow) {
  change();
  seen("behind ask");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"behind ask", "painted 1"})) << "painting is left to a job";
}

TEST_F(Window, IsPaintedOnceHoweverManyHaveAsked) {
  for (int i = 0; i != 1000; ++i) change();
  EXPECT_EQ(jobs_run(), 1) << "a thousand have asked, and one job is enough";
  EXPECT_TRUE(in_order(seen, {"painted 1000"})) << "one picture shows all the changes";
}

TEST_F(Window, IsPaintedAgainForWhoAsksLater) {
  change();
  loop.run();
  change();
  EXPECT_EQ(jobs_run(), 1) << "a new change needs a new picture";
  EXPECT_TRUE(in_order(seen, {"painted 1", "painted 2"}));
}

TEST_F(Window, IsPaintedOnceForJobsThatAskInOneTurn) {
  for (int i = 0; i != 3; ++i) loop.post([this] { change(); });
  EXPECT_EQ(jobs_run(), 4) << "three jobs that change, and one that paints";
  EXPECT_TRUE(in_order(seen, {"painted 3"}));
}

TEST_F(Window, IsPaintedAgainForWhoAsksWhileItIsPainted) {
  while_painting = [this] {
    if (number < 3) change();
  };
  change();
  EXPECT_EQ(jobs_run(), 3) << "each of them came too late for the picture that was being painted";
  EXPECT_TRUE(in_order(seen, {"painted 1", "painted 2", "painted 3"})) << "what changes then is not in it";
}

TEST_F(Window, IsPaintedOnceForAllWhoAskWhileItIsPainted) {
  while_painting = [this] {
    if (number > 1) return;
    for (int i = 0; i != 2; ++i) change();
  };
  change();
  EXPECT_EQ(jobs_run(), 2) << "two came too late for the first picture, and one more is enough for both";
  EXPECT_TRUE(in_order(seen, {"painted 1", "painted 3"})) << "it shows both changes";
}

TEST_F(Window, IsPaintedAgainBehindAnError) {
  while_painting = [] { throw std::runtime_error("out of paint"); };
  change();
  EXPECT_THROW(loop.run(), std::runtime_error) << "the error leaves run";
  while_painting = [] {};
  change();
  loop.run();
  EXPECT_TRUE(in_order(seen, {"painted 1", "painted 2"})) << "an error is no reason not to paint again";
}

TEST_F(Window, IsPaintedOnceForAllWhoAskBehindAnError) {
  while_painting = [] { throw std::runtime_error("out of paint"); };
  change();
  EXPECT_THROW(loop.run(), std::runtime_error) << "the error leaves run";
  while_painting = [] {};
  for (int i = 0; i != 2; ++i) change();
  EXPECT_EQ(jobs_run(), 1) << "two have asked, and one job is enough: as before the error";
  change();
  EXPECT_EQ(jobs_run(), 1) << "and so it goes on";
  EXPECT_TRUE(in_order(seen, {"painted 1", "painted 3", "painted 4"})) << "each picture shows what is new";
}

TEST_F(Window, IsPaintedForEachOfTwoRepaintsOnOneLoop) {
  Repaint other(loop, [this] { seen("the other"); });
  change();
  other.ask();
  loop.run();
  EXPECT_TRUE(in_order(seen, {"painted 1", "the other"})) << "one window knows nothing of another";
}

}  // namespace
