#include <csignal>

#include "06_io/io_test.hpp"

// How streams end: half-closed, reset, closed while somebody waits.

namespace unroll {
namespace {

struct StreamEnd : IoTest {
  Connection connection{poller};
  Stream& stream = connection.stream;
};

TEST_F(StreamEnd, WhoWillWriteNoMoreCanStillRead) {
  stream.shutdown();
  char byte = 0;
  EXPECT_EQ(::recv(connection.other.get(), &byte, 1, MSG_DONTWAIT), 0) << "the peer reads the end";
  connection.says("late answer");
  connection.other = Fd();
  EXPECT_EQ(wait(stream.read_all()), "late answer");
}

TEST_F(StreamEnd, WhoHasReadTheEndCanStillWrite) {
  ::shutdown(connection.other.get(), SHUT_WR);
  EXPECT_EQ(wait(stream.read_all()), "");
  wait(stream.write_all("late answer"));
  EXPECT_EQ(connection.hears(), "late answer");
}

TEST_F(StreamEnd, AnEndOfAPipeIsClosedByShutdown) {
  Pipe pipe = make_pipe(poller);
  wait(pipe.in.write_all("x"));
  pipe.in.shutdown();
  EXPECT_FALSE(pipe.in.is_open());
  EXPECT_EQ(wait(pipe.out.read_all()), "x");
}

TEST_F(StreamEnd, WritingToSomebodyWhoHasGoneIsAnErrorAndNotASignal) {
  connection.other = Fd();
  EXPECT_EQ(code_of([&] { wait(stream.write_all("x")); }), std::errc::broken_pipe);
  EXPECT_EQ(code_of([&] { wait(stream.write_all(std::vector<std::string>{"x"})); }), std::errc::broken_pipe);
  Pipe pipe = make_pipe(poller);
  pipe.out.close();
  EXPECT_EQ(code_of([&] { wait(pipe.in.write_all("x")); }), std::errc::broken_pipe);
}

TEST_F(StreamEnd, SomebodyWhoGoesWhileAWriteWaitsIsAnError) {
  Future<void> writing = start(loop, stream.write_all(std::string(std::size_t{8} << 20, 'x')));
  run_for(1ms);
  ASSERT_FALSE(writing.ready());
  connection.other = Fd();
  loop.run();
  const std::error_code code = code_of([&] { writing.get(); });
  EXPECT_TRUE(code == std::errc::broken_pipe || code == std::errc::connection_reset) << code.message();
}

TEST_F(StreamEnd, AConnectionThatIsResetIsAnErrorOfTheRead) {
  Pair pair = wait(tcp_pair(poller));
  Future<std::string> reading = start(loop, pair.here.read_all());
  run_for(1ms);
  const linger at_once{1, 0};
  ASSERT_EQ(::setsockopt(pair.there.fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
  pair.there.close();
  loop.run();
  EXPECT_EQ(code_of([&] { reading.get(); }), std::errc::connection_reset);
}

TEST_F(StreamEnd, HalvesOfATcpConnectionEndOneByOne) {
  Pair pair = wait(tcp_pair(poller));
  wait(pair.here.write_all("question"));
  pair.here.shutdown();
  EXPECT_EQ(wait(pair.there.read_all()), "question");
  wait(pair.there.write_all("answer"));
  pair.there.shutdown();
  EXPECT_EQ(wait(pair.here.read_all()), "answer");
}

TEST_F(StreamEnd, ClosingEndsWhoReadsAndWhoWritesWithCancelled) {
  Future<std::string> reading = start(loop, stream.read_all());
  Future<void> writing = start(loop, stream.write_all(std::string(std::size_t{8} << 20, 'x')));
  run_for(1ms);
  stream.close();
  EXPECT_FALSE(stream.is_open());
  loop.run();
  EXPECT_EQ(code_of([&] { (void)reading.get(); }), std::errc::operation_canceled);
  EXPECT_EQ(code_of([&] { writing.get(); }), std::errc::operation_canceled);
}

TEST_F(StreamEnd, ClosingEndsAlsoWhoWasJustAboutToGoOn) {
  Future<std::string> reading = start(loop, stream.read_until("!"));
  Future<void> writing = start(loop, stream.write_all(std::string(std::size_t{8} << 20, 'x')));
  run_for(1ms);
  while (!connection.hears().empty()) {
  }
  connection.says("ready!");
  const Callback waiting = poller.timers().call_later(far_too_long, [] {});
  bool looked = false;
  calls::begin();
  while (!looked) {
    loop.run_one();
    looked = calls::made(Call::epoll_wait) != 0;  // both are ready now, and their jobs are in the queue
  }
  stream.close();
  for (int i = 0; i != 10 && !(reading.ready() && writing.ready()); ++i) loop.run_one();
  EXPECT_EQ(code_of([&] { (void)reading.get(); }), std::errc::operation_canceled);
  EXPECT_EQ(code_of([&] { writing.get(); }), std::errc::operation_canceled);
}

TEST_F(StreamEnd, AStreamThatDiesWhileSomebodyWaitsEndsHim) {
  Future<std::string> reading;
  {
    Stream dies(std::move(stream));
    reading = start(loop, dies.read_all());
    run_for(1ms);
  }
  loop.run();
  EXPECT_EQ(code_of([&] { (void)reading.get(); }), std::errc::operation_canceled);
  EXPECT_EQ(connection.hears(), "");
}

TEST_F(StreamEnd, MovedWhileSomebodyWaitsItGoesOn) {
  Future<std::string> reading = start(loop, stream.read_until("!"));
  run_for(1ms);
  Stream there(std::move(stream));
  Stream further;
  further = std::move(there);
  connection.says("still here!");
  loop.run();
  EXPECT_EQ(reading.get(), "still here!");
}

TEST_F(StreamEnd, AssigningOverAStreamClosesTheOneBefore) {
  Future<std::string> reading = start(loop, stream.read_all());
  run_for(1ms);
  stream = Stream();
  loop.run();
  EXPECT_EQ(code_of([&] { (void)reading.get(); }), std::errc::operation_canceled);
}

TEST_F(StreamEnd, AfterClosingNothingCanBeAsked) {
  stream.close();
  stream.close();
  EXPECT_EQ(code_of([&] { (void)wait(stream.read_all()); }), std::errc::bad_file_descriptor);
  EXPECT_EQ(code_of([&] { wait(stream.write_all("x")); }), std::errc::bad_file_descriptor);
  EXPECT_EQ(code_of([&] { stream.shutdown(); }), std::errc::bad_file_descriptor);
  EXPECT_EQ(code_of([&] { (void)stream.peer(); }), std::errc::bad_file_descriptor);
}

TEST_F(StreamEnd, AReadOfAStreamThatIsClosedWaitedForNothing) {
  connection.says("more");
  char room[2];
  EXPECT_EQ(wait(stream.read_some(room)), 2U) << "it has filled its room: the next need not wait";
  stream.close();
  EXPECT_EQ(code_of([&] { (void)wait(stream.read_some(room)); }), std::errc::bad_file_descriptor);
}

TEST_F(StreamEnd, ReadsThatHaveNotBegunMayOutliveTheirStream) {
  Future<std::string> reading = start(loop, [](Stream own) -> Task<std::string> {
    Task<std::string> task = own.read_all();
    own = Stream();
    co_return co_await std::move(task);
  }(std::move(stream)));
  loop.run();
  EXPECT_EQ(code_of([&] { (void)reading.get(); }), std::errc::bad_file_descriptor);
}

}  // namespace
}  // namespace unroll
