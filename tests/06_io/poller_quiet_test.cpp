#include <unistd.h>

#include "06_io/io_test.hpp"
#include "allocations.hpp"

// When nobody waits, nothing happens: the loop ends, and what is ready is not asked for again and again.

namespace unroll {
namespace {

struct QuietPoller : IoTest {
  void put(const std::string& bytes) const {
    ASSERT_EQ(::write(in.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }

  PipeEnds ends = make_pipe();
  Fd in = std::move(ends.in);
  Descriptor out{poller, std::move(ends.out)};
};

TEST_F(QuietPoller, ALoopThatWaitsForNothingEnds) {
  loop.run();
  EXPECT_EQ(calls::made(Call::epoll_wait), 0U);
}

TEST_F(QuietPoller, TheLoopEndsWhenTheLastWaitIsCalledOff) {
  Future<void> readable = out.readable();
  loop.post(Job([&] { readable = {}; }));
  loop.run();
  EXPECT_FALSE(readable.valid());
}

TEST_F(QuietPoller, TheLoopEndsWhenWhatWasWaitedForIsThereThoughNobodyTakesIt) {
  const Future<void> readable = out.readable();
  put("a");
  loop.run();
  EXPECT_TRUE(readable.ready());
}

TEST_F(QuietPoller, ATurnAsksTheKernelOnceHoweverManyJobsRunInIt) {
  const Future<void> readable = out.readable();
  int ran = 0;
  for (int i = 0; i != 1000; ++i) loop.post(Job([&] { ++ran; }));
  while (ran != 1000) loop.run_one();
  EXPECT_EQ(calls::made(Call::epoll_wait), 1U);
}

TEST_F(QuietPoller, ClosingWhatNobodyWaitsForTakesNoMemory) {
  EXPECT_EQ(allocations_of([this] { out.close(); }), 0U) << "a destructor must not fail";
}

TEST_F(QuietPoller, TheLoopEndsWhenTheDescriptorIsClosed) {
  Future<void> readable = out.readable();
  loop.post(Job([&] { out.close(); }));
  loop.run();
  EXPECT_EQ(code_of([&] { readable.get(); }), std::errc::operation_canceled);
}

TEST_F(QuietPoller, WhatIsWatchedAsideKeepsNothingRunning) {
  const Future<void> aside = out.readable_aside();
  loop.run();
  EXPECT_FALSE(aside.ready());
  put("a");
  loop.run();
  EXPECT_FALSE(aside.ready()) << "nobody waits, so nobody looks";
  run_for();
  EXPECT_TRUE(aside.ready()) << "while somebody else waits, it is seen";
}

TEST_F(QuietPoller, AListenerHearsWhatIsNewThoughNobodyReadsTheOld) {
  int heard = 0;
  out.listen_aside(Job([&] { ++heard; }));
  loop.run();
  put("a");
  loop.run();
  EXPECT_EQ(heard, 0) << "nobody waits, so nobody looks";
  run_for();
  EXPECT_EQ(heard, 1);
  run_for();
  EXPECT_EQ(heard, 1) << "nothing new";
  put("b");
  run_for();
  EXPECT_EQ(heard, 2);
}

TEST_F(QuietPoller, WhatIsReadyAndNobodyWaitsForIsToldOnceAndNoMore) {
  {
    const Future<void> called_off = out.readable();
  }
  put("a");
  calls::begin();
  run_for(20ms);
  EXPECT_LE(calls::made(Call::epoll_wait), 5U);
}

TEST_F(QuietPoller, AHangUpThatNobodyWaitsForIsToldOnceAndNoMore) {
  {
    const Future<void> called_off = out.readable();
  }
  in = Fd();
  calls::begin();
  run_for(20ms);
  EXPECT_LE(calls::made(Call::epoll_wait), 5U);
}

TEST_F(QuietPoller, AHangUpDoesNotSpinWhileOnlyAWriterWaits) {
  Connection connection(poller);
  const std::string much(std::size_t{4} * 1024 * 1024, 'x');
  Future<void> writing = start(loop, connection.stream.write_all(much));
  run_for(1ms);
  ASSERT_EQ(::shutdown(connection.other.get(), SHUT_WR), 0);  // we could read the end, but nobody does
  calls::begin();
  run_for(20ms);
  EXPECT_FALSE(writing.ready());
  EXPECT_LE(calls::made(Call::epoll_wait), 5U);
}

TEST_F(QuietPoller, AfterItWasToldToNobodyItIsWokenForLikeAtFirst) {
  {
    const Future<void> called_off = out.readable();
  }
  put("a");
  run_for();
  const Future<void> readable = out.readable();
  loop.run();
  EXPECT_TRUE(readable.ready());
}

Task<> read_bytes(Descriptor& out, int count) {
  char byte = 0;
  for (int i = 0; i != count; ++i) {
    co_await out.readable();
    EXPECT_EQ(::read(out.fd(), &byte, 1), 1);
  }
}

TEST_F(QuietPoller, WhoComesBackAtOnceAsksTheKernelOnce) {
  put(std::string(100, 'x'));
  wait(read_bytes(out, 100));
  EXPECT_EQ(calls::made(Call::epoll_ctl), 1U);
}

TEST_F(QuietPoller, WhoWaitsLongLooksSeldom) {
  const Future<void> readable = out.readable();
  calls::begin();
  run_for(20ms);
  EXPECT_LE(calls::made(Call::epoll_wait), 5U);
}

TEST_F(QuietPoller, HeldOpenItWaitsAndLetGoItEnds) {
  std::shared_ptr<Job> held = poller.hold_open();
  bool later = false;
  const Callback letting_go = poller.timers().call_later(1ms, [&] { later = true, held = nullptr; });
  loop.run();
  EXPECT_TRUE(later);
}

TEST_F(QuietPoller, AnErrorOfOneListenerTakesNoNewsFromAnother) {
  PipeEnds second = make_pipe();
  Descriptor other(poller, std::move(second.out));
  int told = 0;
  for (Descriptor* const each : {&out, &other}) {
    each->listen_aside(Job([&told] {
      if (++told == 1) throw std::bad_alloc();
    }));
  }
  put("a");
  ASSERT_EQ(::write(second.in.get(), "b", 1), 1);
  EXPECT_THROW(run_for(), std::bad_alloc);
  EXPECT_EQ(told, 2) << "that it has rung is said once";
}

}  // namespace
}  // namespace unroll
