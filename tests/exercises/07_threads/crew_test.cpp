#include "07_threads/crew.hpp"

#include <atomic>
#include <latch>
#include <memory>
#include <string>
#include <utility>

#include "at_the_lock.hpp"
#include "check.hpp"

namespace {

using unroll::Job;
using unroll::check::in_order;
using unroll::check::Seen;

testing::AssertionResult says_no_when_closed() {
  unroll::Crew crew(1);
  crew.drain();
  const auto held = std::make_shared<int>();
  if (crew.post(Job([held] {}))) return testing::AssertionFailure() << "[wrong value]\n  it said yes";
  if (held.use_count() != 1) return testing::AssertionFailure() << "[wrong value]\n  it kept the job";
  return testing::AssertionSuccess();
}

/// Holds its worker until the crew is closed. Needs: a crew that says no then.
Job until_closed(unroll::Crew& crew, std::latch& begun) {
  return Job([&] {
    begun.count_down();
    while (crew.post(Job([] {}))) std::this_thread::yield();
  });
}

TEST(Crew, RunsAllThatWasPosted) {
  for (int round = 0; round != 20; ++round) {  // its threads sleep when it dies, or work still
    unroll::Crew crew(3);
    EXPECT_TRUE(crew.post(Job([] {}))) << "it is open";
    std::latch all(300);
    for (int i = 0; i != 300; ++i) (void)crew.post(Job([&] { all.count_down(); }));
    all.wait();
  }
}

TEST(Crew, SoManyRunAtATimeAsThereAreWorkers) {
  unroll::Crew crew(3);
  std::latch met(3);
  std::latch done(3);
  for (int i = 0; i != 3; ++i) {
    (void)crew.post(Job([&] {
      met.arrive_and_wait();  // each waits for the others
      done.count_down();
    }));
  }
  done.wait();
}

/// Condition variables may wake without a reason. Here they do, once for each worker, before there is a job.
TEST(Crew, AWorkerThatWakesForNothingSleepsAgain) {
  unroll::check::sleeps_for_nothing = 3;
  std::latch met(3);
  std::latch done(3);
  unroll::Crew crew(3);
  const auto all_slept = [] {
    return !unroll::check::acts_at_locks || unroll::check::sleeps_for_nothing == 0;
  };
  unroll::check::give_way_until(all_slept);
  unroll::check::sleeps_for_nothing = 0;
  for (int i = 0; i != 3; ++i) {
    (void)crew.post(Job([&] {
      met.arrive_and_wait();
      done.count_down();
    }));
  }
  done.wait();  // each of them is there still
}

TEST(Crew, OneWorkerRunsThemInTheirOrderAndAJobMayPost) {
  Seen seen;
  std::latch over(1);
  unroll::Crew crew(1);
  (void)crew.post(Job([&] {
    seen("a");
    (void)crew.post(Job([&] {
      seen("posted by a");
      over.count_down();
    }));
    seen("a goes on");
  }));
  over.wait();
  EXPECT_TRUE(in_order(seen, {"a", "a goes on", "posted by a"})) << "a queue, also for who posts from a job";
}

/// Its one worker is held until all of them are in the queue.
TEST(Crew, WhatIsQueuedIsRunInTheOrderInWhichItCame) {
  Seen seen;
  std::latch all_are_in(1);
  std::latch over(4);
  unroll::Crew crew(1);
  (void)crew.post(Job([&] { all_are_in.wait(); }));
  for (const char* name : {"a", "b", "c", "d"}) {
    (void)crew.post(Job([&seen, &over, name] {
      seen(name);
      over.count_down();
    }));
  }
  all_are_in.count_down();
  over.wait();
  EXPECT_TRUE(in_order(seen, {"a", "b", "c", "d"})) << "first come, first served";
}

TEST(Crew, ClosedItSaysNo) {
  EXPECT_TRUE(says_no_when_closed()) << "nobody is there any more to run it; the job is destroyed";
}

TEST(Crew, DrainedItRunsAllThatWasPosted) {
  ASSERT_TRUE(says_no_when_closed()) << "a closed crew takes no job";
  for (int round = 0; round != 8; ++round) {  // it is closed within a post in some, and between two in others
    unroll::Crew crew(1);
    std::latch begun(1);
    int ran = 0;
    (void)crew.post(until_closed(crew, begun));
    for (int i = 0; i != 10; ++i) (void)crew.post(Job([&] { ++ran; }));
    begun.wait();
    crew.drain();
    EXPECT_EQ(ran, 10) << "they were in the queue when it was closed, and drain runs what is queued";
  }
}

TEST(Crew, DrainedItLeavesNoThread) {
  for (int i = 0; i != 100; ++i) {
    const auto held = std::make_shared<int>();
    unroll::Crew crew(3);
    std::latch met(3);
    for (int k = 0; k != 3; ++k) (void)crew.post(Job([&met, held] { met.arrive_and_wait(); }));
    met.wait();
    crew.drain();
    EXPECT_EQ(held.use_count(), 1) << "a job that has run is gone";
    crew.drain();
    crew.abandon();
  }
}

TEST(Crew, AbandonedItDestroysWhatHasNotBegun) {
  ASSERT_TRUE(says_no_when_closed()) << "a closed crew takes no job";
  unroll::Crew crew(1);
  std::latch begun(1);
  int ran = 0;
  const auto held = std::make_shared<int>();
  (void)crew.post(until_closed(crew, begun));
  for (int i = 0; i != 10; ++i) (void)crew.post(Job([&ran, held] { ++ran; }));
  begun.wait();
  crew.abandon();
  EXPECT_EQ(ran, 0) << "what had not begun is not run";
  EXPECT_EQ(held.use_count(), 1) << "it is destroyed";
}

TEST(Crew, AbandonedItWaitsForWhatRuns) {
  ASSERT_TRUE(says_no_when_closed()) << "a closed crew takes no job";
  std::latch begun(1);
  std::latch ended(1);
  std::atomic<bool> returned = false;
  std::atomic<bool> has_ended = false;
  const auto crew = std::make_shared<unroll::Crew>(1);
  (void)crew->post(Job([&] {
    until_closed(*crew, begun)();
    unroll::check::give_way_until([&] { return returned.load(); });
    has_ended = true;
    ended.count_down();
  }));
  begun.wait();
  crew->abandon();
  const bool had_ended = has_ended;
  returned = true;
  EXPECT_TRUE(had_ended)
      << "what runs has ended when abandon returns: it may use what its caller now destroys";
  ended.wait();
}

TEST(Crew, WhatDiesUnrunMayPost) {
  ASSERT_TRUE(says_no_when_closed()) << "a closed crew takes no job";
  unroll::Crew crew(1);
  std::latch begun(1);
  std::atomic<bool> is_in = false;
  std::atomic<int> refused = 0;
  const auto last_words = [&](int*) {
    if (is_in && !crew.post(Job([] {}))) ++refused;
  };
  (void)crew.post(until_closed(crew, begun));
  begun.wait();
  is_in = crew.post(Job([held = std::shared_ptr<int>(nullptr, last_words)] {}));
  crew.abandon();
  EXPECT_EQ(refused, 1) << "a job that dies may say so, and is told that it is too late";
}

TEST(Crew, TheDestructorAbandons) {
  ASSERT_TRUE(says_no_when_closed()) << "a closed crew takes no job";
  int ran = 0;
  const auto held = std::make_shared<int>();
  {
    std::latch begun(1);
    unroll::Crew crew(1);
    (void)crew.post(until_closed(crew, begun));
    for (int i = 0; i != 10; ++i) (void)crew.post(Job([&ran, held] { ++ran; }));
    begun.wait();
  }
  EXPECT_EQ(ran, 0) << "a crew that is destroyed abandons what has not begun";
  EXPECT_EQ(held.use_count(), 1) << "nothing of it is left";
}

/// Its one worker is held until it is closed, and a moment longer: time for somebody else to take his work.
TEST(Crew, DrainedItLeavesTheWorkToTheWorkers) {
  ASSERT_TRUE(says_no_when_closed()) << "a closed crew takes no job";
  const std::thread::id caller = std::this_thread::get_id();
  std::latch begun(1);
  std::atomic<int> by_the_caller = 0;
  unroll::Crew crew(1);
  (void)crew.post(Job([&] {
    until_closed(crew, begun)();
    unroll::check::give_way_until([&] { return by_the_caller != 0; });
  }));
  for (int i = 0; i != 10; ++i)
    (void)crew.post(Job([&] { by_the_caller += std::this_thread::get_id() == caller; }));
  begun.wait();
  crew.drain();
  EXPECT_EQ(by_the_caller, 0) << "one worker, one job at a time: who drains waits, and runs none";
}

/// It is drained, or abandoned, just before the first lock that `post` takes, or the second.
TEST(Crew, NoJobIsInACrewThatIsClosed) {
  for (int lock = 0; lock != 3; ++lock) {
    for (const bool drained : {true, false}) {
      unroll::Crew crew(1);
      const auto held = std::make_shared<int>();
      std::atomic<bool> ran = false;
      bool taken = false;
      const auto close = [&] { std::thread([&] { drained ? crew.drain() : crew.abandon(); }).join(); };
      const bool closed = unroll::check::before_lock(
          lock, close, [&] { taken = crew.post(Job([&ran, held] { ran = true; })); });
      if (!closed) crew.drain();
      if (drained) {  // abandoned, it may have been taken, and is destroyed
        EXPECT_EQ(taken, ran.load())
            << "it said yes, and nobody is there any more who could run it; it was closed "
               "between a look and the lock behind it: "
            << lock + 1;
      }
      EXPECT_EQ(held.use_count(), 1) << "the crew is closed, and a job lies in it";
    }
  }
}

/// Between a look, which found nothing to do, and the sleep behind it, the crew is closed: as far as that
/// comes, for it may need the lock that is held there.
TEST(Crew, ClosedJustBeforeAWorkerSleepsItDoesNotSleep) {
  for (const bool drained : {true, false}) {
    std::atomic<bool> sleepy = false;
    std::latch as_far_as_it_comes(1);
    unroll::check::AtTheLock at_the_worker{.sleep = [&] {
      sleepy = true;
      as_far_as_it_comes.wait();
    }};
    unroll::Crew crew(1);
    (void)crew.post(Job([&] { unroll::check::at_the_lock = &at_the_worker; }));
    const auto sleeps = [&] { return !unroll::check::acts_at_locks || sleepy; };
    unroll::check::give_way_until(sleeps);
    bool has_come = false;
    const auto come = [&] {
      if (!std::exchange(has_come, true)) as_far_as_it_comes.count_down();
    };
    unroll::check::AtTheLock here{.lock = come, .join = come};
    unroll::check::at_the_lock = &here;
    drained ? crew.drain() : crew.abandon();  // it was closed when its worker had just looked, and it ends
    unroll::check::at_the_lock = nullptr;
  }
}

TEST(Crew, WhatHasRunMayPostWhenItDies) {
  unroll::Crew crew(1);
  std::latch is_in(1);
  std::latch over(1);
  const auto last_words = [&](int*) { (void)crew.post(Job([&over] { over.count_down(); })); };
  (void)crew.post(Job([&is_in, held = std::shared_ptr<int>(nullptr, last_words)] { is_in.wait(); }));
  is_in.count_down();
  over.wait();  // what it posted when it died, behind its run, has run
}

TEST(Crew, KnowsNothingOfAnother) {
  ASSERT_TRUE(says_no_when_closed()) << "a closed crew takes no job";
  unroll::Crew other(1);
  std::latch begun(1);
  std::latch go_on(1);
  std::latch done(1);
  std::atomic<bool> ran = false;
  unroll::Crew crew(1);
  (void)crew.post(Job([&] {
    begun.count_down();
    go_on.wait();
  }));
  begun.wait();
  (void)crew.post(Job([&] { ran = true; }));
  (void)other.post(Job([&] { done.count_down(); }));
  done.wait();
  EXPECT_FALSE(ran) << "its one worker is busy, and the other crew has no part in its jobs";
  go_on.count_down();
  crew.drain();
  EXPECT_TRUE(ran) << "its own worker has run it";
  EXPECT_TRUE(other.post(Job([] {}))) << "only the first one was closed";
}

}  // namespace
