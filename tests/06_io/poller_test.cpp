#include "06_io/poller.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

#include "03_futures/all.hpp"
#include "06_io/io_test.hpp"

namespace unroll {
namespace {

/// A pipe whose two ends are watched.
struct PollerOnPipe : IoTest {
  void put(const std::string& bytes) const {
    ASSERT_EQ(::write(in.fd(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  char get() const {
    char byte = 0;
    EXPECT_EQ(::read(out.fd(), &byte, 1), 1);
    return byte;
  }
  void fill() const {
    const std::string much(4096, 'x');
    while (::write(in.fd(), much.data(), much.size()) > 0) {
    }
  }

  PipeEnds ends = make_pipe();
  Descriptor out{poller, std::move(ends.out)};
  Descriptor in{poller, std::move(ends.in)};
};

Task<> wait_for(Future<void> future) { co_await std::move(future); }

TEST_F(PollerOnPipe, WakesAReaderWhenThereIsSomething) {
  Future<void> readable = out.readable();
  run_for();
  EXPECT_FALSE(readable.ready());
  put("a");
  wait(wait_for(std::move(readable)));
  EXPECT_EQ(get(), 'a');
}

TEST_F(PollerOnPipe, WakesAReaderAtTheEnd) {
  Future<void> readable = out.readable();
  in.close();
  wait(wait_for(std::move(readable)));
  char byte = 0;
  EXPECT_EQ(::read(out.fd(), &byte, 1), 0);
}

TEST_F(PollerOnPipe, WakesAWriterWhenThereIsRoom) {
  fill();
  Future<void> writable = in.writable();
  run_for();
  EXPECT_FALSE(writable.ready());
  for (int i = 0; i != 65536; ++i) get();
  wait(wait_for(std::move(writable)));
}

TEST_F(PollerOnPipe, WakesAWriterWhenNobodyWillReadAnyMore) {
  fill();
  Future<void> writable = in.writable();
  out.close();
  wait(wait_for(std::move(writable)));
}

TEST_F(PollerOnPipe, WakesAgainWhoReadsOnlyAPart) {
  put("ab");
  for (const char expected : {'a', 'b'}) {
    wait(wait_for(out.readable()));
    EXPECT_EQ(get(), expected);
  }
}

TEST_F(PollerOnPipe, NeverWakesHereAndNow) {
  put("a");
  Future<void> readable = out.readable();
  EXPECT_FALSE(readable.ready());
}

TEST_F(PollerOnPipe, OneSocketIsReadAndWrittenByTwo) {
  Connection connection(poller);
  Descriptor both(poller, Fd(::fcntl(connection.stream.fd(), F_DUPFD_CLOEXEC, 0)));
  Future<void> readable = both.readable();
  wait(wait_for(both.writable()));
  EXPECT_FALSE(readable.ready()) << "room to write is nothing to read";
  connection.says("a");
  wait(wait_for(std::move(readable)));
}

TEST_F(PollerOnPipe, ASecondWhoWaitsForTheSameIsRefused) {
  Future<void> first = out.readable();
  EXPECT_THROW((void)out.readable(), std::logic_error);
  put("a");
  wait(wait_for(std::move(first)));
  wait(wait_for(out.readable()));
}

TEST_F(PollerOnPipe, WhoWasCalledOffMakesRoomForTheNext) {
  {
    const Future<void> called_off = out.readable();
  }
  put("a");
  wait(wait_for(out.readable()));
}

TEST_F(PollerOnPipe, ClosingEndsWhatIsWaitedForWithCancelled) {
  Future<void> readable = out.readable();
  out.close();
  EXPECT_EQ(code_of([&] { wait(wait_for(std::move(readable))); }), std::errc::operation_canceled);
  EXPECT_FALSE(out.is_open());
  EXPECT_EQ(code_of([&] { (void)out.readable(); }), std::errc::bad_file_descriptor);
}

Task<> note(Future<void> future, Steps& steps, std::string what) {
  co_await std::move(future);
  steps.push_back(std::move(what));
}

TEST_F(PollerOnPipe, DescriptorsAndTimersAreBothServed) {
  Steps steps;
  Timers& timers = poller.timers();
  const Callback in_an_hour = timers.call_later(1h, [&] { steps.push_back("an hour"); });
  put("a");
  wait(note(out.readable(), steps, "bytes"));
  EXPECT_EQ(steps, (Steps{"bytes"})) << "nobody waits for the hour";
  steps.clear();
  const Callback later = timers.call_later(1ms, [&] { steps.push_back("time"), put("b"); });
  get();
  wait(note(out.readable(), steps, "bytes"));
  EXPECT_EQ(steps, (Steps{"time", "bytes"}));
}

TEST_F(PollerOnPipe, ATimerIsNeverEarlyThoughEpollCountsInMilliseconds) {
  const TimePoint due = poller.now() + 1500us;
  TimePoint fired{};
  const Callback callback = poller.timers().call_at(due, [&] { fired = poller.now(); });
  loop.run();
  EXPECT_GE(fired, due);
  EXPECT_LE(calls::made(Call::epoll_wait), 2U);
}

TEST_F(PollerOnPipe, ASignalInTheMidstOfAWaitIsNoError) {
  calls::fail_next(Call::epoll_wait, EINTR, 3);
  put("a");
  wait(wait_for(out.readable()));
  EXPECT_GE(calls::made(Call::epoll_wait), 4U);
}

TEST_F(PollerOnPipe, AnErrorOfTheWaitLeavesRunAndTheNextRunGoesOn) {
  Future<void> readable = out.readable();
  put("a");
  calls::fail_next(Call::epoll_wait, ENOMEM);
  EXPECT_EQ(code_of([&] { loop.run(); }), std::errc::not_enough_memory);
  wait(wait_for(std::move(readable)));
}

TEST_F(PollerOnPipe, MoreThanOneLookHoldsAreAllWoken) {
  std::vector<Connection> connections;
  std::vector<Future<void>> all_readable;
  std::vector<Descriptor> copies;
  for (int i = 0; i != 600; ++i) {
    connections.emplace_back(poller);
    connections.back().says("x");
    copies.emplace_back(poller, Fd(::fcntl(connections.back().stream.fd(), F_DUPFD_CLOEXEC, 0)));
    all_readable.push_back(copies.back().readable());
  }
  wait(wait_for(all(loop, std::move(all_readable))));
  EXPECT_LE(calls::made(Call::epoll_wait), 20U) << "sixty-four at a time, and each once";
}

TEST_F(PollerOnPipe, ARegularFileIsRefusedWithTheReason) {
  std::string path = testing::TempDir() + "unroll_regular_XXXXXX";
  const Fd kept(::mkstemp(path.data()));
  ::unlink(path.c_str());
  Descriptor file(poller, Fd(::dup(kept.get())));
  EXPECT_EQ(code_of([&] { (void)file.readable(); }), std::errc::operation_not_permitted);
  EXPECT_EQ(words_of([&] { (void)file.readable(); }), "epoll_ctl: Operation not permitted");
  Stream stream(poller, Fd(::dup(kept.get())));
  EXPECT_EQ(words_of([&] { (void)wait(stream.read_all()); }), "epoll_ctl: Operation not permitted");
  run_for();  // nothing is left waiting
}

TEST_F(PollerOnPipe, WhatIsNoDescriptorIsRefused) {
  EXPECT_EQ(code_of([&] { Descriptor(poller, Fd()); }), std::errc::bad_file_descriptor);
}

}  // namespace
}  // namespace unroll
