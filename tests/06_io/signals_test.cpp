#include "06_io/signals.hpp"

#include <pthread.h>
#include <unistd.h>

#include "06_io/io_test.hpp"

namespace unroll {
namespace {

bool is_blocked(int signal) {
  sigset_t now;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &now);
  return sigismember(&now, signal) == 1;
}

struct SignalsTest : IoTest {};

TEST_F(SignalsTest, AreReadAndDoNotEndTheProgram) {
  Signals signals(poller, {SIGTERM, SIGINT});
  ::kill(::getpid(), SIGTERM);
  EXPECT_EQ(wait(signals.next()), SIGTERM);
  ::kill(::getpid(), SIGINT);
  EXPECT_EQ(wait(signals.next()), SIGINT);
}

TEST_F(SignalsTest, WakeWhoWaits) {
  Signals signals(poller, {SIGTERM});
  Future<int> next = start(loop, signals.next());
  run_for(1ms);
  EXPECT_FALSE(next.ready());
  ::kill(::getpid(), SIGTERM);
  loop.run();
  EXPECT_EQ(next.get(), SIGTERM);
}

Task<> serves_until_told(Listener& listener, Steps& steps) {
  while (true) {
    const Stream stream = co_await listener.accept();
    steps.push_back("a client");
  }
}
Task<> ends_a_server(Poller& poller, Listener& listener, Signals& signals, Steps& steps) {
  Scope scope(poller.loop());
  scope.spawn(serves_until_told(listener, steps));
  const int number = co_await signals.next();
  steps.push_back("signal " + std::to_string(number));
  scope.cancel();
  co_await scope.join();
  steps.push_back("ended");
}

TEST_F(SignalsTest, EndAServerAsAnyScopeEnds) {
  Signals signals(poller, {SIGINT});
  Listener listener(poller, Address("127.0.0.1:0"));
  Steps steps;
  Future<void> server = start(loop, ends_a_server(poller, listener, signals, steps));
  const Stream client = wait(connect_to(poller, listener.address()));
  while (steps.empty()) ASSERT_TRUE(loop.run_one());
  ::kill(::getpid(), SIGINT);
  loop.run();
  EXPECT_TRUE(server.ready());
  EXPECT_EQ(steps, (Steps{"a client", "signal " + std::to_string(SIGINT), "ended"}));
}

TEST_F(SignalsTest, AreBlockedAsLongAsSomebodyReadsThemAndNoLonger) {
  ASSERT_FALSE(is_blocked(SIGTERM));
  {
    const Signals signals(poller, {SIGTERM});
    EXPECT_TRUE(is_blocked(SIGTERM));
    EXPECT_FALSE(is_blocked(SIGINT));
  }
  EXPECT_FALSE(is_blocked(SIGTERM));
}

TEST_F(SignalsTest, WhatWasBlockedBeforeStaysBlocked) {
  const Signals outer(poller, {SIGTERM});
  {
    const Signals inner(poller, {SIGTERM, SIGINT});
  }
  EXPECT_TRUE(is_blocked(SIGTERM));
  EXPECT_FALSE(is_blocked(SIGINT));
}

TEST_F(SignalsTest, OfTwoEachUnblocksItsOwnInWhateverOrderTheyDie) {
  auto one = std::make_unique<Signals>(poller, std::initializer_list<int>{SIGTERM});
  auto other = std::make_unique<Signals>(poller, std::initializer_list<int>{SIGINT});
  one.reset();
  EXPECT_FALSE(is_blocked(SIGTERM));
  EXPECT_TRUE(is_blocked(SIGINT)) << "somebody still reads it";
  other.reset();
  EXPECT_FALSE(is_blocked(SIGTERM)) << "nobody reads it any more";
  EXPECT_FALSE(is_blocked(SIGINT));
}

TEST_F(SignalsTest, ThatCannotBeReadAreNotBlocked) {
  for (const Call call : {Call::signalfd, Call::fcntl}) {
    calls::fail_next(call, EMFILE);
    EXPECT_EQ(code_of([&] { Signals(poller, {SIGTERM}); }), std::errc::too_many_files_open);
    EXPECT_FALSE(is_blocked(SIGTERM)) << calls::name(call);
  }
  EXPECT_EQ(code_of([&] { Signals(poller, {12345}); }), std::errc::invalid_argument);
}

TEST_F(SignalsTest, DestroyingWhoWaitsLosesNoSignal) {
  Signals signals(poller, {SIGTERM});
  Future<int> called_off = start(loop, signals.next());
  run_for(1ms);
  ::kill(::getpid(), SIGTERM);
  called_off = {};
  EXPECT_EQ(wait(signals.next()), SIGTERM);
}

TEST_F(SignalsTest, DestroyedWhileSomebodyWaitsEndHim) {
  auto signals = std::make_unique<Signals>(poller, std::initializer_list<int>{SIGTERM});
  Future<int> next = start(loop, signals->next());
  run_for(1ms);
  signals.reset();
  loop.run();
  EXPECT_EQ(code_of([&] { next.get(); }), std::errc::operation_canceled);
}

}  // namespace
}  // namespace unroll
