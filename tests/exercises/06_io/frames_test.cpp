#include "06_io/frames.hpp"

#include "03_futures/sleep_for.hpp"
#include "check.hpp"
#include "world.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using check::in_order;

std::string frame(const std::string& message) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((message.size() >> shift) & 255U);
  return bytes + message;
}

struct World : check::IoWorld {
  check::Ends ends = check::two_ends();
  Stream stream{poller, std::move(ends.theirs)};
  Frames frames{stream, 1000};
  check::Seen seen{};

  void sends(const std::string& bytes) const {
    if (::write(ends.ours.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
      throw_errno("write");
  }
};

Task<> reads_all(World& world) {
  std::optional<std::string> message = co_await world.frames.next();
  while (message) {
    world.seen(message->size() > 20 ? std::to_string(message->size()) + " bytes" : "\"" + *message + "\"");
    message = co_await world.frames.next();
  }
  world.seen("the end");
}

TEST(Frames, BringsMessagesAndThenTheEnd) {
  World world;
  world.sends(frame("hello"));
  world.ends.ours = Fd();
  world.wait(reads_all(world));
  EXPECT_TRUE(in_order(world.seen, {"\"hello\"", "the end"})) << "one message, and nothing behind it";
}

TEST(Frames, BringsSeveralThatCameTogether) {
  World world;
  world.sends(frame("one") + frame("two") + frame("three"));
  world.ends.ours = Fd();
  world.wait(reads_all(world));
  EXPECT_TRUE(in_order(world.seen, {"\"one\"", "\"two\"", "\"three\"", "the end"}))
      << "one read may bring three messages; none may be lost";
}

TEST(Frames, AnEmptyMessageIsNoEnd) {
  World world;
  world.sends(frame("a") + frame("") + frame("b"));
  world.ends.ours = Fd();
  world.wait(reads_all(world));
  EXPECT_TRUE(in_order(world.seen, {"\"a\"", "\"\"", "\"b\"", "the end"})) << "it is empty, and it is there";
}

TEST(Frames, ReadsEveryLength) {
  World world;
  for (const std::size_t size : {127U, 128U, 255U, 256U, 1000U}) world.sends(frame(std::string(size, 'x')));
  world.ends.ours = Fd();
  world.wait(reads_all(world));
  EXPECT_TRUE(
      in_order(world.seen, {"127 bytes", "128 bytes", "255 bytes", "256 bytes", "1000 bytes", "the end"}))
      << "four bytes, the greatest first, none of them negative";
}

Task<> sends_byte_by_byte(World& world, std::string bytes) {
  for (const char byte : bytes) {
    co_await sleep_for(world.timers, 1s);
    world.sends(std::string(1, byte));
  }
  world.ends.ours = Fd();
}

TEST(Frames, PutsAMessageTogetherFromSingleBytes) {
  World world;
  const Future<void> sending =
      start(world.loop, sends_byte_by_byte(world, frame("one") + frame("") + frame("two")));
  world.wait(reads_all(world));
  EXPECT_TRUE(in_order(world.seen, {"\"one\"", "\"\"", "\"two\"", "the end"}))
      << "a read may bring one byte, also of the length";
}

TEST(Frames, AnEndInTheMidstOfAMessageIsTorn) {
  for (const std::size_t size : {1U, 4U, 8U}) {
    World world;
    world.sends(frame("hello").substr(0, size));
    world.ends.ours = Fd();
    EXPECT_THROW(world.wait(reads_all(world)), Torn)
        << "only " << size << " of nine bytes came; this is no end";
  }
}

TEST(Frames, AMessageThatIsTooLongIsRefusedByItsLength) {
  World world;
  world.sends(std::string("\xff\xff\xff\xff", 4));
  EXPECT_THROW(world.wait(reads_all(world)), std::length_error)
      << "four bytes of a stranger ask for 4 GiB, and nobody waits for those";
}

TEST(Frames, OneByteTooLongIsTooLong) {
  World world;
  world.sends(frame(std::string(1001, 'x')).substr(0, 4));
  EXPECT_THROW(world.wait(reads_all(world)), std::length_error) << "1000 bytes is the longest";
}

TEST(Frames, AllFourBytesOfALengthCount) {
  for (const int shift : {0, 8, 16, 24}) {
    const std::size_t size = std::size_t{1} << shift;
    std::string head;
    for (const int place : {24, 16, 8, 0}) head += static_cast<char>(place == shift);
    World world;
    world.sends(head);
    world.ends.ours = Fd();
    Frames just{world.stream, size};
    EXPECT_THROW(world.wait(just.next()), Torn)
        << "its head asks for " << size << " bytes, and so long a message may be; but none of them came";
    World strict;
    strict.sends(head);
    Frames less{strict.stream, size - 1};
    EXPECT_THROW(strict.wait(less.next()), std::length_error)
        << "its head asks for " << size << " bytes, one more than a message may have";
  }
}

TEST(Frames, AReadThatIsCutOffLosesNothing) {
  World world;
  const std::string bytes = frame("one") + frame("two");
  world.sends(bytes.substr(0, 9));  // one, and half of a length
  for (int i = 0; i != 2; ++i) {
    Future<void> reading = start(world.loop, reads_all(world));
    world.run();
    reading = {};  // his patience is at its end
  }
  world.sends(bytes.substr(9, 3));  // up to the first letter
  {
    const Future<void> reading = start(world.loop, reads_all(world));
    world.run();
  }
  world.sends(bytes.substr(12));
  world.ends.ours = Fd();
  world.wait(reads_all(world));
  EXPECT_TRUE(in_order(world.seen, {"\"one\"", "\"two\"", "the end"}))
      << "what was read belongs to the reader of the stream, not to the one who has given up";
}

TEST(Frames, KnowsNothingOfAnother) {
  World world;
  check::Ends more = check::two_ends();
  Stream stream{world.poller, std::move(more.theirs)};
  Frames other{stream, 100'000};
  const auto sends_there = [&more](const std::string& bytes) {
    if (::write(more.ours.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
      throw_errno("write");
  };
  const std::string text = check::long_text(20'000);
  Future<std::optional<std::string>> here = start(world.loop, world.frames.next());
  Future<std::optional<std::string>> there = start(world.loop, other.next());
  for (std::size_t at = 0; at != 10; ++at) {  // a byte of one and 2100 of the other, until both are whole
    world.run();
    world.sends(frame("fünf").substr(at, 1));
    sends_there(frame(text).substr(at * 2100, 2100));
  }
  world.run();
  ASSERT_TRUE(here.ready() && there.ready()) << "of each all bytes are there";
  EXPECT_EQ(here.get(), "fünf") << "not a byte of the other stream, and none less";
  EXPECT_EQ(there.get() == text, true) << "what arrives is not what was sent";
  world.sends(frame(std::string(1001, 'x')).substr(0, 4));
  EXPECT_THROW(world.wait(world.frames.next()), std::length_error)
      << "here 1000 bytes is the longest, whatever is allowed elsewhere";
}

}  // namespace
