#include "03_futures/repeat.hpp"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using unroll::check::in_order;
using unroll::check::Seen;

struct World {
  World() {
    loop.on_report([this](const std::string& what) { seen("reported: " + what); });
  }

  Future<bool> ready(bool more) {
    Promise<bool> promise(loop);
    promise.set_value(more);
    return promise.get_future();
  }
  /// A step of a second; `rounds` of them.
  Step seconds(int rounds) {
    return [this, rounds]() mutable {
      seen("round");
      const bool more = --rounds != 0;
      return sleep_for(timers, 1s).then([more] { return more; });
    };
  }

  Seen seen;
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
};

std::string outcome(Future<void> end) {
  if (!end.ready()) return "nothing yet";
  try {
    end.get();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "done";
}

TEST(Repeat, CallsTheStepUntilItBringsFalse) {
  World world;
  Future<void> end = repeat(world.loop, world.seconds(3));
  EXPECT_TRUE(in_order(world.seen, {"round"})) << "the first round begins here and now, and only the first";
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"round", "round", "round"})) << "until a step brings false";
  EXPECT_EQ(world.clock.now(), TimePoint(3s)) << "one behind the other";
  EXPECT_EQ(outcome(std::move(end)), "done") << "and then the future is ready";
}

TEST(Repeat, LetsOthersRunBetweenTwoRounds) {
  World world;
  int left = 5;
  Future<void> end = repeat(world.loop, [&] {
    world.seen(--left == 0 ? "the last round" : "a round");
    return world.ready(left != 0);
  });
  world.loop.post([&] { world.seen("another job"); });
  world.loop.run();
  check::Lines some = world.seen.lines();
  std::erase(some, "a round");
  EXPECT_TRUE(in_order(some, {"another job", "the last round"}))
      << "a round that is ready at once still stands in the queue, behind others";
  EXPECT_EQ(outcome(std::move(end)), "done") << "it ends all the same";
}

TEST(Repeat, AnErrorEndsItAndArrives) {
  for (const bool thrown : {true, false}) {
    World world;
    int rounds = 0;
    Future<void> end = repeat(world.loop, [&]() -> Future<bool> {
      if (++rounds != 2) return world.ready(true);
      if (thrown) throw std::runtime_error("sorry");
      return world.ready(true).then([](bool) -> bool { throw std::runtime_error("sorry"); });
    });
    EXPECT_NO_THROW(world.loop.run()) << "the error is for who waits, not for who runs the loop";
    EXPECT_EQ(rounds, 2) << "no round behind an error";
    EXPECT_EQ(outcome(std::move(end)), "sorry")
        << (thrown ? "the step threw" : "what it returned brought an error");
  }
}

TEST(Repeat, AnErrorOfTheFirstStepArrivesToo) {
  for (const bool thrown : {true, false}) {
    World world;
    Future<void> end;
    const auto fails = [&]() -> Future<bool> {
      if (thrown) throw std::runtime_error("sorry");
      return world.ready(true).then([](bool) -> bool { throw std::runtime_error("sorry"); });
    };
    ASSERT_NO_THROW(end = repeat(world.loop, fails)) << "here and now, and still it is for who waits";
    world.loop.run();
    EXPECT_EQ(outcome(std::move(end)), "sorry")
        << (thrown ? "the step threw" : "what it returned brought an error");
  }
}

TEST(Repeat, DestroyingTheFutureCallsItOff) {
  World world;
  Future<void> end = repeat(world.loop, world.seconds(3));
  Future<void> stop = sleep_for(world.timers, 1500ms).then([&] { end = {}; });
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"round", "round"})) << "no third round";
  EXPECT_EQ(world.clock.now(), TimePoint(1500ms)) << "the second is called off where it stands";
}

TEST(Repeat, TheStepMayDestroyTheFuture) {
  World world;
  auto held = std::make_shared<int>(0);
  Future<void> end;
  end = repeat(world.loop, [&world, &end, held] {
    if (++*held == 2) end = {};
    return world.ready(*held < 5);
  });
  world.loop.run();
  EXPECT_EQ(*held, 2) << "no other round begins";
  EXPECT_EQ(held.use_count(), 1) << "and nothing of the loop is left";
}

TEST(Repeat, WhatTheStepCapturedDiesWithTheFuture) {
  World world;
  auto held = std::make_shared<int>(0);
  Future<void> end = repeat(world.loop, [&world, held] { return world.ready(++*held != 5); });
  world.loop.run();
  EXPECT_EQ(*held, 5) << "it has ended";
  end = {};
  EXPECT_EQ(held.use_count(), 1) << "nothing of the loop is left";
}

/// What is held of memory, in bytes. (The address sanitizer, which has a malloc of its own, says nothing.)
std::size_t held_bytes() {
  const auto now = ::mallinfo2();
  return now.uordblks + now.hblkhd;
}

TEST(Repeat, HoldsOneRound) {
  World world;
  std::size_t second = 0;
  std::size_t last = 0;
  int round = 0;
  Future<void> end = repeat(world.loop, [&] {
    ++round;
    if (round == 2) second = held_bytes();
    if (round == 10'000) last = held_bytes();
    return sleep_for(world.timers, 1ms).then([&] { return round != 10'000; });
  });
  world.loop.run();
  EXPECT_EQ(outcome(std::move(end)), "done") << "10,000 rounds";
  EXPECT_LE(last, second + 65'536)
      << "the bytes held in round 10,000; those of round 2, and some, are enough";
}

}  // namespace
