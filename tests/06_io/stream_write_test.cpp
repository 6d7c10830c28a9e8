#include <climits>
#include <numeric>

#include "06_io/io_test.hpp"

namespace unroll {
namespace {

struct StreamWrite : IoTest {
  Connection connection{poller};
  Stream& stream = connection.stream;
};

/// Bytes that show it if a part is lost, mixed up, or there twice.
std::string pattern(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i != size; ++i) text[i] = static_cast<char>('a' + (i * i / 7 + i) % 26);
  return text;
}

Task<> writes(Stream& stream, std::string bytes) {
  co_await stream.write_all(std::move(bytes));
  stream.shutdown();
}
Task<> writes_parts(Stream& stream, std::vector<std::string> parts) {
  co_await stream.write_all(std::move(parts));
  stream.shutdown();
}
Task<> reads(Stream& stream, std::string& into) { into = co_await stream.read_all(std::size_t{64} << 20); }

TEST_F(StreamWrite, AFewBytesArriveAtOnce) {
  wait(stream.write_all("hello"));
  EXPECT_EQ(connection.hears(), "hello");
  EXPECT_EQ(calls::made(Call::write), 1U);
}

TEST_F(StreamWrite, NothingIsWrittenWithoutACall) {
  wait(stream.write_all(""));
  wait(stream.write_all(std::vector<std::string>{}));
  wait(stream.write_all(std::vector<std::string>{"", ""}));
  EXPECT_EQ(calls::made(Call::write) + calls::made(Call::writev), 0U);
}

TEST_F(StreamWrite, MegabytesArriveWholeThoughTheKernelTakesThemInParts) {
  Stream other(poller, std::move(connection.other));
  const std::string said = pattern(std::size_t{4} << 20);
  std::string heard;
  wait(together(loop, writes(stream, said), reads(other, heard)));
  EXPECT_TRUE(heard == said) << heard.size() << " of " << said.size() << " bytes";
  EXPECT_GT(calls::made(Call::write), 4U) << "this test needs writes that are taken in parts";
}

TEST_F(StreamWrite, PartsLeaveInOneGoAndInOrder) {
  wait(stream.write_all(std::vector<std::string>{"head", "", "er", ": ", "", "body"}));
  EXPECT_EQ(connection.hears(), "header: body");
  EXPECT_EQ(calls::made(Call::writev), 1U);
}

TEST_F(StreamWrite, MorePartsThanTheKernelTakesAtOnceArriveWhole) {
  std::vector<std::string> parts(3 * IOV_MAX + 5);
  for (std::size_t i = 0; i != parts.size(); ++i) parts[i] = i % 5 == 0 ? "" : std::to_string(i) + " ";
  const std::string said = std::accumulate(parts.begin(), parts.end(), std::string());
  Stream other(poller, std::move(connection.other));
  std::string heard;
  wait(together(loop, writes_parts(stream, parts), reads(other, heard)));
  EXPECT_EQ(heard, said);
}

TEST_F(StreamWrite, MegabytesInPartsArriveWhole) {
  const std::string part = pattern(100'003);
  const std::vector<std::string> parts(40, part);
  Stream other(poller, std::move(connection.other));
  std::string heard;
  wait(together(loop, writes_parts(stream, parts), reads(other, heard)));
  EXPECT_TRUE(heard == std::accumulate(parts.begin(), parts.end(), std::string()))
      << heard.size() << " bytes";
}

TEST_F(StreamWrite, WhatTheKernelTakesByteByByteArrivesWhole) {
  calls::fail_next(Call::write, calls::comes_short, 20);
  wait(stream.write_all(pattern(50)));
  calls::fail_next(Call::writev, calls::comes_short, 20);
  wait(stream.write_all(std::vector<std::string>{pattern(3), "", pattern(30)}));
  EXPECT_EQ(connection.hears(), pattern(50) + pattern(3) + pattern(30));
}

TEST_F(StreamWrite, ACallThatWasInterruptedIsMadeAgain) {
  for (const int error : {EINTR, EAGAIN}) {
    calls::fail_next(Call::write, error);
    wait(stream.write_all("one"));
    calls::fail_next(Call::writev, error);
    wait(stream.write_all(std::vector<std::string>{"two", "three"}));
    EXPECT_EQ(connection.hears(), "onetwothree");
  }
}

TEST_F(StreamWrite, APeerWhoNeverReadsMakesTheWriterWaitWithoutSpinning) {
  Future<void> writing = start(loop, stream.write_all(std::string(std::size_t{8} << 20, 'x')));
  run_for(1ms);
  calls::begin();
  run_for(20ms);
  EXPECT_FALSE(writing.ready());
  EXPECT_LE(calls::made(Call::epoll_wait), 5U);
  EXPECT_EQ(calls::made(Call::write), 0U);
}

TEST_F(StreamWrite, DestroyingAWriteThatWaitsEndsIt) {
  Future<void> writing = start(loop, stream.write_all(std::string(std::size_t{8} << 20, 'x')));
  run_for(1ms);
  writing = {};
  loop.run();  // ends, for nobody waits
  std::size_t there = 0;
  while (const std::size_t more = connection.hears().size()) there += more;
  EXPECT_GT(there, 0U);
  EXPECT_LT(there, std::size_t{8} << 20) << "a part was written, as is said there";
  wait(stream.write_all("y"));
  EXPECT_EQ(connection.hears(), "y") << "and others may write again";
}

TEST_F(StreamWrite, AWriteBesideAnotherIsRefusedAndTheFirstGoesOn) {
  const std::string said = pattern(std::size_t{2} << 20);
  Future<void> first = start(loop, stream.write_all(said));
  run_for(1ms);
  EXPECT_EQ(words_of([&] { wait(stream.write_all("mixed in")); }),
            "Stream: a write is under way; the bytes of two would be mixed");
  EXPECT_THROW(wait(stream.write_all(std::vector<std::string>{"mixed in"})), std::logic_error);
  std::string heard;
  while (!first.ready()) {
    heard += connection.hears();
    run_for(100us);
  }
  while (heard.size() < said.size()) heard += connection.hears();
  EXPECT_TRUE(heard == said);
  EXPECT_EQ(connection.hears(), "");
}

TEST_F(StreamWrite, ReadingAndWritingGoOnSideBySide) {
  Future<std::string> reading = start(loop, stream.read_until("!"));
  Future<void> writing = start(loop, stream.write_all(std::string(std::size_t{2} << 20, 'x')));
  run_for(1ms);
  connection.says("hello!");
  run_for(1ms);
  ASSERT_TRUE(reading.ready());
  EXPECT_EQ(reading.get(), "hello!");
  EXPECT_FALSE(writing.ready());
}

TEST_F(StreamWrite, AHeaderAndItsBodyLeaveOverTcpWithoutDelay) {
  Pair pair = wait(tcp_pair(poller));
  wait(pair.here.write_all("request\n"));
  wait(pair.here.write_all(
      "and more\n"));  // held back until the first is acknowledged, if nobody says otherwise
  EXPECT_EQ(wait(pair.there.read_until("more\n")), "request\nand more\n");
  int no_delay = 0;
  socklen_t size = sizeof no_delay;
  ASSERT_EQ(::getsockopt(pair.here.fd(), 6, 1, &no_delay, &size), 0);  // of TCP: TCP_NODELAY
  EXPECT_NE(no_delay, 0);
}

}  // namespace
}  // namespace unroll
