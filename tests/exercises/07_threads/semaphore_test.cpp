#include "07_threads/semaphore.hpp"

#include <string>
#include <thread>

#include "03_futures/sleep_for.hpp"
#include "05_scopes/scope.hpp"
#include "check.hpp"

namespace {

using namespace unroll;
using namespace std::chrono_literals;
using check::in_order;
using check::Seen;

struct Semaphore : testing::Test {
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
};
using Permits = unroll::Semaphore;

TEST_F(Semaphore, APermitThatIsFreeIsReadyAtOnce) {
  Permits two(loop, 2);
  Future<Permit> first = two.acquire();
  Future<Permit> second = two.acquire();
  const Future<Permit> third = two.acquire();
  EXPECT_TRUE(first.ready() && second.ready()) << "two permits, for two who ask";
  EXPECT_FALSE(third.ready()) << "there are only two";
  EXPECT_TRUE(first.get().valid()) << "what is brought is a permit";
}

Task<> use(Permits& permits, Timers& timers, Seen& seen, std::string name) {
  const Permit permit = co_await permits.acquire();
  seen(name + " comes");
  co_await sleep_for(timers, 1s);
  seen(name + " goes");
}

TEST_F(Semaphore, GoesToThoseWhoWaitInTheirOrder) {
  Permits one(loop, 1);
  Seen seen;
  Scope scope(loop);
  for (const char* name : {"a", "b", "c"}) scope.spawn(use(one, timers, seen, name), name);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a comes", "a goes", "b comes", "b goes", "c comes", "c goes"}))
      << "one at a time, who came first is served first";
  EXPECT_EQ(one.free(), 1U) << "the last one gives it back, and nobody waits";
}

TEST_F(Semaphore, EachPermitIsGivenBackOnce) {
  Permits three(loop, 3);
  {
    Permit first = three.acquire().get();
    Permit moved = std::move(first);
    Permit second = three.acquire().get();
    second.give_back();
    second.give_back();
    EXPECT_EQ(three.free(), 2U) << "one is held, whatever it was moved to";
  }
  EXPECT_EQ(three.free(), 3U) << "all of them are back, and not one more";
  three.acquire().get().consume();
  EXPECT_EQ(three.free(), 2U) << "one that was consumed does not come back";
  three.release();
  EXPECT_EQ(three.free(), 3U) << "release is one more";
}

TEST_F(Semaphore, AnAssignmentGivesBackWhatWasThere) {
  Permits one(loop, 1);
  Permits other(loop, 1);
  Permit permit = one.acquire().get();
  permit = other.acquire().get();
  EXPECT_EQ(one.free(), 1U) << "the one that stood there is given back";
  EXPECT_EQ(other.free(), 0U) << "the one that took its place is held";
  permit = Permit();
  EXPECT_EQ(other.free(), 1U) << "to move nothing over it is to give it back";
  permit = one.acquire().get();
  Permit named = other.acquire().get();
  permit = std::move(named);
  EXPECT_EQ(one.free(), 1U) << "it is given back now, and not when the one that was moved away dies";
}

TEST_F(Semaphore, ANewcomerDoesNotPushIn) {
  Permits one(loop, 1);
  Permit held = one.acquire().get();
  const Future<Permit> waits = one.acquire();
  held.give_back();
  EXPECT_FALSE(one.acquire().ready()) << "it is on its way to the one who has waited";
  EXPECT_TRUE(waits.ready()) << "what is given back goes straight to who has waited longest";
}

TEST_F(Semaphore, NobodyIsRunHereAndNow) {
  Permits one(loop, 1);
  Seen seen;
  Permit held = one.acquire().get();
  Scope scope(loop);
  scope.spawn(use(one, timers, seen, "a"));
  loop.post([&] {
    held.give_back();
    seen("given back");
  });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"given back", "a comes", "a goes"})) << "who waits goes on in a job of his own";
}

TEST_F(Semaphore, WhoHasGoneIsPassedOver) {
  Permits one(loop, 1);
  Permit held = one.acquire().get();
  for (int i = 0; i != 3; ++i) (void)one.acquire();
  const Future<Permit> stays = one.acquire();
  for (int i = 0; i != 3; ++i) (void)one.acquire();
  held.give_back();
  EXPECT_TRUE(stays.ready()) << "those before him have gone";
}

TEST_F(Semaphore, APermitIsFreeWhenAllWhoWaitedHaveGone) {
  Permits one(loop, 1);
  Permit held = one.acquire().get();
  for (int i = 0; i != 3; ++i) (void)one.acquire();
  held.give_back();
  EXPECT_EQ(one.free(), 1U) << "nobody is there to take it";
}

TEST_F(Semaphore, APermitIsNotLostWithWhoWasGivenItAndGoes) {
  Permits one(loop, 1);
  Permit held = one.acquire().get();
  auto goes = std::make_unique<Future<Permit>>(one.acquire());
  const Future<Permit> next = one.acquire();
  held.give_back();
  goes.reset();
  EXPECT_TRUE(next.ready()) << "he had it, and went before he could go on: it is the next one's";
}

/// One permit for four, all of them destroyed after each number of jobs that there is.
TEST_F(Semaphore, WhoeverIsDestroyedThePermitComesBack) {
  for (int steps = 0; steps != 60; ++steps) {
    Permits one(loop, 1);
    Seen seen;
    {
      Scope scope(loop);
      for (const char* name : {"a", "b", "c", "d"}) scope.spawn(use(one, timers, seen, name), name);
      for (int i = 0; i != steps && loop.run_one(); ++i) continue;
    }
    ASSERT_EQ(one.free(), 1U) << "all tasks were destroyed after " << steps << " jobs; the permit is back";
    loop.run();
  }
}

TEST_F(Semaphore, OnAnotherThreadIsRefused) {
  Permits one(loop, 1);
  std::thread([&] {
    EXPECT_THROW((void)one.acquire(), WrongThread) << "it has no lock, and the loop may be asleep";
    EXPECT_THROW(one.release(), WrongThread) << "it has no lock, and the loop may be asleep";
  }).join();
  EXPECT_EQ(one.free(), 1U) << "nothing has happened";
}

TEST_F(Semaphore, ItBelongsToTheThreadThatMadeIt) {
  std::thread([] {
    Loop there;
    Permits one(there, 1);
    EXPECT_NO_THROW((void)one.acquire()) << "it was made here, so here it may be asked";
    EXPECT_NO_THROW(one.release()) << "it was made here, so here it may be asked";
  }).join();
}

/// Nothing is shared by the two, so nothing orders what they do.
TEST_F(Semaphore, AnotherThreadMayHaveOneOfItsOwn) {
  const auto goes_round = [] {
    Loop own;
    Permits one(own, 1);
    for (int i = 0; i != 10; ++i) {
      Permit held = one.acquire().get();
      const Future<Permit> next = one.acquire();
      held.give_back();
      EXPECT_TRUE(next.ready()) << "it is the next one's, on whatever thread";
    }
    one.release();
    EXPECT_EQ(one.free(), 2U) << "one more, on whatever thread";
  };
  std::thread elsewhere(goes_round);
  goes_round();
  elsewhere.join();
}

TEST_F(Semaphore, WhatIsReleasedGoesToWhoHasWaitedToo) {
  Permits none(loop, 0);
  const Future<Permit> first = none.acquire();
  const Future<Permit> second = none.acquire();
  none.release();
  EXPECT_TRUE(first.ready()) << "there is one more, and he has waited longest";
  EXPECT_FALSE(second.ready()) << "there is one more, and not two";
  EXPECT_EQ(none.free(), 0U) << "it is not free: it has been given away";
}

TEST_F(Semaphore, KnowsNothingOfAnother) {
  Loop other_loop;
  Permits one(loop, 1);
  Permits other(other_loop, 1);
  Permit held = one.acquire().get();
  Permit held_there = other.acquire().get();
  Seen seen;
  Scope scope(loop);
  {
    const Future<Permit> waits = one.acquire();
    held_there.give_back();
    EXPECT_FALSE(waits.ready()) << "a permit of the other was given back";
    EXPECT_EQ(other.free(), 1U) << "and nobody waits for that";
  }
  scope.spawn(use(one, timers, seen, "a"));
  loop.post([&] { held.give_back(); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a comes", "a goes"})) << "who waits goes on where he waits: on this loop";
}

}  // namespace
