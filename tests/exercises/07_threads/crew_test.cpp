#include "07_threads/crew.hpp"

#include <atomic>
#include <latch>
#include <memory>
#include <string>

#include "check.hpp"

namespace {

using unroll::Job;
using unroll::check::in_order;
using unroll::check::Seen;

/// Lets one worker stand still until it is opened.
struct Gate {
  std::latch reached{1};
  std::latch open{1};
  Job job() {
    return Job([this] {
      reached.count_down();
      open.wait();
    });
  }
};

/// Until it is closed. (A crew that never is ends by its limit of processor time.)
void wait_until_closed(unroll::Crew& crew) {
  while (crew.post(Job([] {}))) std::this_thread::yield();
}

TEST(Crew, RunsAllThatWasPosted) {
  unroll::Crew crew(3);
  EXPECT_TRUE(crew.post(Job([] {}))) << "it is open";
  std::latch all(100);
  for (int i = 0; i != 100; ++i) (void)crew.post(Job([&] { all.count_down(); }));
  all.wait();
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

TEST(Crew, OneWorkerRunsThemInTheirOrderAndAJobMayPost) {
  Seen seen;
  unroll::Crew crew(1);
  std::latch over(1);
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

TEST(Crew, DrainedItRunsAllThatWasPosted) {
  unroll::Crew crew(1);
  Gate gate;
  int ran = 0;
  (void)crew.post(gate.job());
  for (int i = 0; i != 10; ++i) (void)crew.post(Job([&] { ++ran; }));
  gate.reached.wait();
  std::thread drains([&] { crew.drain(); });
  wait_until_closed(crew);
  gate.open.count_down();
  drains.join();
  EXPECT_EQ(ran, 10) << "they were in the queue when it was closed, and drain runs what is queued";
}

TEST(Crew, DrainedItLeavesNoThread) {
  const auto held = std::make_shared<int>();
  unroll::Crew crew(4);
  (void)crew.post(Job([held] {}));
  crew.drain();
  EXPECT_EQ(held.use_count(), 1) << "a job that has run is gone";
  crew.drain();
  crew.abandon();
}

TEST(Crew, AbandonedItDestroysWhatHasNotBegun) {
  unroll::Crew crew(1);
  Gate gate;
  const auto held = std::make_shared<int>();
  std::atomic<int> ran = 0;
  (void)crew.post(gate.job());
  for (int i = 0; i != 10; ++i) (void)crew.post(Job([&, held] { ++ran; }));
  gate.reached.wait();
  std::thread abandons([&] { crew.abandon(); });
  wait_until_closed(crew);
  gate.open.count_down();
  abandons.join();
  EXPECT_EQ(ran, 0) << "what had not begun is not run";
  EXPECT_EQ(held.use_count(), 1) << "it is destroyed";
}

TEST(Crew, AbandonedItWaitsForWhatRuns) {
  Gate gate;
  std::atomic<bool> over = false;
  std::atomic<bool> has_ended = false;
  std::latch last_word(1);
  {
    unroll::Crew crew(1);
    (void)crew.post(Job([&] {
      gate.reached.count_down();
      gate.open.wait();
      has_ended = true;
      last_word.count_down();
    }));
    gate.reached.wait();
    std::thread opens([&] {
      wait_until_closed(crew);
      for (int i = 0; i != 100 && !over; ++i) std::this_thread::yield();
      EXPECT_FALSE(over) << "abandon has returned, and a job still runs";
      gate.open.count_down();
    });
    crew.abandon();
    over = true;
    EXPECT_TRUE(has_ended) << "what runs has ended when abandon returns";
    opens.join();
    last_word.wait();
  }
}

TEST(Crew, ClosedItSaysNo) {
  unroll::Crew crew(1);
  crew.drain();
  const auto held = std::make_shared<int>();
  EXPECT_FALSE(crew.post(Job([held] {}))) << "nobody is there to run it";
  EXPECT_EQ(held.use_count(), 1) << "what is refused is destroyed";
}

TEST(Crew, WhatDiesUnrunMayPost) {
  unroll::Crew crew(1);
  Gate gate;
  std::atomic<bool> is_in = false;
  std::atomic<int> refused = 0;
  const auto last_words = [&](int*) {
    if (is_in && !crew.post(Job([] {}))) ++refused;
  };
  (void)crew.post(gate.job());
  gate.reached.wait();
  is_in = crew.post(Job([held = std::shared_ptr<int>(nullptr, last_words)] {}));
  std::thread abandons([&] { crew.abandon(); });
  wait_until_closed(crew);
  gate.open.count_down();
  abandons.join();
  EXPECT_EQ(refused, 1) << "a job that dies may say so, and is told that it is too late";
}

TEST(Crew, TheDestructorAbandons) {
  Gate gate;
  std::atomic<int> ran = 0;
  const auto held = std::make_shared<int>();
  auto crew = std::make_unique<unroll::Crew>(1);
  (void)crew->post(gate.job());
  for (int i = 0; i != 10; ++i) (void)crew->post(Job([&, held] { ++ran; }));
  gate.reached.wait();
  std::thread ends([&, own = std::move(crew)]() mutable { own.reset(); });
  while (held.use_count() != 1) {
    if (ran != 0) break;
    if (std::exchange(held_by_queue_, true)) break;
  }
  gate.open.count_down();
  ends.join();
  EXPECT_EQ(held.use_count(), 1) << "nothing of it is left";
}

}  // namespace
