#include "08_monitor/watchers.hpp"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <future>
#include <thread>

#include "watched.hpp"

namespace unroll::monitor {
namespace {

/// What this thread was made to say.
std::vector<Watchers::Why> said;

std::ptrdiff_t times(Watchers::Why why) { return std::count(said.begin(), said.end(), why); }

struct WatchersOfThisThread : testing::Test {
  WatchersOfThisThread() {
    said.clear();
    Watchers::answer([](Monitor&, Watchers::Why why) { said.push_back(why); });
    Watchers::join(here.monitor);
  }
  ~WatchersOfThisThread() override {
    Watchers::leave();
    std::signal(Watchers::signal, SIG_DFL);
  }
  static void look(std::chrono::milliseconds ago = 100ms) { Watchers::look(ago, 300ms, false); }

  Watched here;
};

TEST_F(WatchersOfThisThread, AJobThatHangsIsSaidOnceHoweverOftenSomebodyLooks) {
  here.loop.post([&] {
    for (int i = 0; i != 3; ++i) look();
    EXPECT_EQ(times(Watchers::Why::hangs), 0);
    for (int i = 0; i != 9; ++i) look();
    EXPECT_EQ(times(Watchers::Why::hangs), 1);
  });
  here.loop.run();
}

TEST_F(WatchersOfThisThread, TheNextJobThatHangsIsSaidToo) {
  for (int i = 0; i != 2; ++i) {
    here.loop.post([&] {
      for (int looks = 0; looks != 9; ++looks) look();
    });
  }
  here.loop.run();
  EXPECT_EQ(times(Watchers::Why::hangs), 2);
}

TEST_F(WatchersOfThisThread, ALoopThatHasNothingToDoDoesNotHang) {
  here.loop.post([] {});
  here.loop.run();
  for (int i = 0; i != 9; ++i) look();
  EXPECT_EQ(times(Watchers::Why::hangs), 0);
}

/// Real time passes while this one sleeps, and somebody looks.
class LookedAtWhileAsleep final : public Clock {
 public:
  TimePoint now() const override { return clock_.now(); }
  TimePoint wait_until(TimePoint until) override {
    for (int i = 0; until > now() && i != 9; ++i) Watchers::look(100ms, 300ms, false);
    return clock_.wait_until(until);
  }

 private:
  FakeClock clock_;
};

TEST_F(WatchersOfThisThread, ALoopThatIsAsleepDoesNotHang) {
  LookedAtWhileAsleep clock;
  Timers timers(here.loop, clock);
  bool rang = false;
  const Callback alarm = timers.call_later(1s, [&] { rang = true; });
  here.loop.run();
  EXPECT_TRUE(rang);
  EXPECT_EQ(times(Watchers::Why::hangs), 0);
}

TEST_F(WatchersOfThisThread, AJobThatHangsBehindASleepIsSaid) {
  LookedAtWhileAsleep clock;
  Timers timers(here.loop, clock);
  const Callback alarm = timers.call_later(1s, [] {
    for (int i = 0; i != 9; ++i) look();
  });
  here.loop.run();
  EXPECT_EQ(times(Watchers::Why::hangs), 1);
}

TEST_F(WatchersOfThisThread, AJobThatIsStillUnderWayIsDrawnAndAThreadThatRestsIsNot) {
  here.loop.post([] { Watchers::look(100ms, 300ms, true); });
  here.loop.run();
  Watchers::look(100ms, 300ms, true);  // it has ended since
  EXPECT_EQ(times(Watchers::Why::redraw), 2);
  Watchers::look(100ms, 300ms, true);
  EXPECT_EQ(times(Watchers::Why::redraw), 2);
}

TEST_F(WatchersOfThisThread, AJobOfALoopThatAnotherOnesJobRunsIsSaidToo) {
  here.loop.post([] {
    Loop inner;
    inner.post([] {
      for (int i = 0; i != 9; ++i) look();
    });
    inner.run();
  });
  here.loop.run();
  EXPECT_EQ(times(Watchers::Why::hangs), 1);
}

/// As a pool runs it: that is what its threads are for.
TEST_F(WatchersOfThisThread, WhatBlocksAThreadThatHasNoLoopDoesNotHang) {
  const trace::Running told(trace::new_id());
  for (int i = 0; i != 9; ++i) look();
  EXPECT_EQ(times(Watchers::Why::hangs), 0);
  EXPECT_EQ(here.dump(), "");
}

TEST_F(WatchersOfThisThread, WhoHasLeftIsAskedNoMore) {
  Watchers::leave();
  here.loop.post([] {
    for (int i = 0; i != 9; ++i) look();
  });
  here.loop.run();
  EXPECT_EQ(said.size(), 0U);
}

/// Each with a monitor, until they are let go. How many have said something.
int who_answers(int threads) {
  std::atomic<int> joined = 0;
  static std::atomic<int> answers;
  answers = 0;
  Watchers::answer([](Monitor&, Watchers::Why) { ++answers; });
  std::promise<void> asked;
  const std::shared_future<void> over = asked.get_future().share();
  std::vector<std::thread> all;
  for (int i = 0; i != threads; ++i) {
    all.emplace_back([&] {
      Monitor monitor({});
      Watchers::join(monitor);
      ++joined;
      over.wait();
      Watchers::leave();
    });
  }
  while (joined != threads) std::this_thread::yield();
  ::kill(::getpid(), SIGQUIT);
  for (const auto until = std::chrono::steady_clock::now() + 10s;
       answers < 64 && std::chrono::steady_clock::now() < until;)
    std::this_thread::yield();
  asked.set_value();
  for (std::thread& one : all) one.join();
  return answers;
}

TEST_F(WatchersOfThisThread, Of70ThreadsThatJoin64AreAskedAndTheOthersGoOn) {
  EXPECT_EQ(who_answers(70), 64) << "this thread is one of them";
  EXPECT_EQ(who_answers(63), 64) << "who leaves makes room";
}

TEST_F(WatchersOfThisThread, ASignalLeavesErrnoAsItWas) {
  Watchers::answer([](Monitor&, Watchers::Why why) {
    said.push_back(why);
    errno = EPERM;  // as a write does to a terminal that has gone
  });
  errno = ENOENT;
  ::kill(::getpid(), SIGQUIT);
  const int behind = errno;
  EXPECT_EQ(times(Watchers::Why::asked), 1);
  EXPECT_EQ(behind, ENOENT);
}

}  // namespace
}  // namespace unroll::monitor
