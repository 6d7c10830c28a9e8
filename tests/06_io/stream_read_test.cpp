#include <algorithm>

#include "06_io/io_test.hpp"

namespace unroll {
namespace {

struct StreamRead : IoTest {
  std::string line(std::size_t at_most = 100) { return wait(stream.read_until("\r\n", at_most)); }
  void ends() { connection.other = Fd(); }

  Connection connection{poller};
  Stream& stream = connection.stream;
};

Task<std::string> some(Stream& stream, std::size_t room) {
  std::string text(room, '\0');
  const std::size_t count = co_await stream.read_some(text);
  text.resize(count);
  co_return text;
}

TEST_F(StreamRead, SomeIsWhatThereIs) {
  connection.says("abc");
  EXPECT_EQ(wait(some(stream, 100)), "abc");
}

TEST_F(StreamRead, SomeIsNoMoreThanThereIsRoom) {
  connection.says("abc");
  EXPECT_EQ(wait(some(stream, 2)), "ab");
  EXPECT_EQ(wait(some(stream, 2)), "c");
}

TEST_F(StreamRead, SomeIsNothingOnlyAtTheEnd) {
  ends();
  EXPECT_EQ(wait(some(stream, 100)), "");
  EXPECT_EQ(wait(some(stream, 100)), "") << "and there it stays";
}

TEST_F(StreamRead, SomeWithoutRoomIsRefused) {
  EXPECT_THROW((void)wait(some(stream, 0)), std::invalid_argument);
}

TEST_F(StreamRead, UntilADelimiterWithIt) {
  connection.says("one\r\ntwo\r\n");
  EXPECT_EQ(line(), "one\r\n");
  EXPECT_EQ(line(), "two\r\n");
}

TEST_F(StreamRead, UntilADelimiterThatComesInPieces) {
  Future<std::string> reading = start(loop, stream.read_until("\r\n"));
  for (const char* const piece : {"on", "e\r", "\ntw"}) {
    EXPECT_FALSE(reading.ready());
    connection.says(piece);
    run_for(1ms);
  }
  ASSERT_TRUE(reading.ready());
  EXPECT_EQ(reading.get(), "one\r\n");
  connection.says("o\r\n");
  EXPECT_EQ(line(), "two\r\n");
}

TEST_F(StreamRead, UntilADelimiterWhoseBeginningCameTwice) {
  connection.says("a\r");
  Future<std::string> reading = start(loop, stream.read_until("\r\n"));
  run_for(1ms);
  connection.says("\r\n");
  run_for(1ms);
  ASSERT_TRUE(reading.ready());
  EXPECT_EQ(reading.get(), "a\r\r\n");
}

TEST_F(StreamRead, UntilTheEndIfThereIsNoDelimiter) {
  connection.says("one\r\nlast");
  ends();
  EXPECT_EQ(line(), "one\r\n");
  EXPECT_EQ(line(), "last");
  EXPECT_EQ(line(), "");
}

TEST_F(StreamRead, UntilNothingIsRefused) {
  EXPECT_THROW((void)wait(stream.read_until("")), std::invalid_argument);
}

TEST_F(StreamRead, ALineThatIsTooLongIsRefusedAndItsBytesStay) {
  connection.says("12345678\r\nrest");
  EXPECT_THROW((void)line(9), std::length_error);
  EXPECT_EQ(line(10), "12345678\r\n");
  connection.says(std::string(5000, 'x'));
  EXPECT_THROW((void)line(100), std::length_error) << "also when no delimiter comes";
  EXPECT_EQ(wait(some(stream, 6)), "restxx");
}

TEST_F(StreamRead, AllUpToTheEnd) {
  connection.says("one\r\n");
  connection.says("two");
  EXPECT_EQ(line(), "one\r\n");
  ends();
  EXPECT_EQ(wait(stream.read_all()), "two");
  EXPECT_EQ(wait(stream.read_all()), "");
}

TEST_F(StreamRead, AllIsNeverMoreThanIsAllowed) {
  connection.says("12345");
  ends();
  EXPECT_THROW((void)wait(stream.read_all(4)), std::length_error);
  EXPECT_THROW((void)wait(stream.read_all(4)), std::length_error) << "the bytes have stayed";
  EXPECT_EQ(wait(stream.read_all(5)), "12345");
}

TEST_F(StreamRead, APeerWhoTricklesByteByByteIsReadLikeAnother) {
  const std::string said = "a line that takes its time\r\n";
  Future<std::string> reading = start(loop, stream.read_until("\r\n"));
  for (const char byte : said) {
    EXPECT_FALSE(reading.ready());
    connection.says(std::string(1, byte));
    run_for(100us);
  }
  run_for(1ms);
  ASSERT_TRUE(reading.ready());
  EXPECT_EQ(reading.get(), said);
}

TEST_F(StreamRead, AReadThatIsCalledOffLosesNoByte) {
  std::string said;
  std::string heard;
  for (std::size_t i = 0; i != 300; ++i) {
    const std::string piece = i % 7 == 6 ? "\r\n" : std::string(1, static_cast<char>('a' + i % 26));
    Future<std::string> reading = start(loop, stream.read_until("\r\n"));
    if (i % 2 == 0) connection.says(piece);
    for (std::size_t job = 0; job != i % 23 && !reading.ready(); ++job) {
      loop.post(Job([] {}));  // somebody else is at work, so the poller only looks
      loop.run_one();
    }
    if (i % 2 == 1) connection.says(piece);
    said += piece;
    if (reading.ready()) heard += reading.get();
    reading = {};
    loop.run();  // what is left in the queue
  }
  ends();
  heard += wait(stream.read_all());
  EXPECT_EQ(heard, said);
}

TEST_F(StreamRead, ATimeLimitLeavesTheHalfLineForTheNext) {
  connection.says("half");
  EXPECT_THROW((void)wait([](Timers& timers, Stream& from) -> Task<std::string> {
                 Future<std::string> limited = with_timeout(timers, 1ms, from.read_until("\r\n"));
                 co_return co_await std::move(limited);
               }(poller.timers(), stream)),
               TimedOut);
  connection.says(" and half\r\n");
  EXPECT_EQ(line(), "half and half\r\n");
}

TEST_F(StreamRead, TwoWhoReadAreRefusedTheSecond) {
  Future<std::string> first = start(loop, stream.read_until("\r\n"));
  run_for(1ms);
  EXPECT_THROW((void)line(), std::logic_error);
  connection.says("one\r\n");
  run_for(1ms);
  EXPECT_EQ(first.get(), "one\r\n");
}

TEST_F(StreamRead, ASecondReaderIsRefusedAlsoIfThereIsSomethingThatTheFirstHasKept) {
  connection.says("hel");
  Future<std::string> first = start(loop, stream.read_until("\r\n"));
  run_for(1ms);
  EXPECT_THROW((void)wait(some(stream, 100)), std::logic_error);
  EXPECT_THROW((void)wait(stream.read_until("l")), std::logic_error);
  EXPECT_THROW((void)wait(stream.read_all(3)), std::logic_error);
  connection.says("lo\r\n");
  run_for(1ms);
  ASSERT_TRUE(first.ready());
  EXPECT_EQ(first.get(), "hello\r\n");
}

Task<> counts(Stream& stream, int& reads) {
  char byte = 0;
  while (co_await stream.read_some({&byte, 1}) != 0) ++reads;
}
Task<> looks(Stream& stream, const int& reads, int& seen) {
  co_await some(stream, 1);
  seen = reads;
}

TEST_F(StreamRead, APeerWhoAlwaysHasMoreDoesNotStarveTheOthers) {
  Connection modest(poller);
  connection.says(std::string(10000, 'x'));
  modest.says("x");
  ends();
  int reads = 0;
  int seen = -1;
  wait(together(loop, counts(stream, reads), looks(modest.stream, reads, seen)));
  EXPECT_EQ(reads, 10000);
  EXPECT_GE(seen, 0);
  EXPECT_LE(seen, 40) << "the other one had to wait for all of it";
}

TEST_F(StreamRead, MuchThatIsThereIsReadWithFewWaits) {
  connection.says(std::string(std::size_t{128} * 1024, 'x'));
  ends();
  calls::begin();
  EXPECT_EQ(wait(stream.read_all()).size(), std::size_t{128} * 1024);
  EXPECT_LE(calls::made(Call::epoll_wait), 12U);
}

TEST_F(StreamRead, ACallThatWasInterruptedIsMadeAgain) {
  for (const int error : {EINTR, EAGAIN}) {
    connection.says("one\r\n");
    calls::fail_next(Call::read, error);
    EXPECT_EQ(line(), "one\r\n");
  }
}

TEST_F(StreamRead, WhatWasNeverOpenedOrMovedAwaySaysSo) {
  Stream none;
  EXPECT_EQ(code_of([&] { (void)none.read_all(); }), std::errc::bad_file_descriptor);
  EXPECT_FALSE(none.is_open());
  none.close();
  const Stream now_there(std::move(stream));
  EXPECT_EQ(code_of([&] { (void)stream.read_all(); }), std::errc::bad_file_descriptor);
  EXPECT_TRUE(now_there.is_open());
}

}  // namespace
}  // namespace unroll
