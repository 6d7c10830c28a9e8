#include "06_io/outbox.hpp"

#include "03_futures/sleep_for.hpp"
#include "calls.hpp"
#include "check.hpp"
#include "world.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using calls::sending;

constexpr std::size_t high = 1'000'000;

struct World : check::IoWorld {
  check::Ends ends = check::two_ends();
  Stream stream{poller, std::move(ends.theirs)};
  Outbox outbox{loop, high};

  World() { calls::watch(sending, stream.fd()); }
  std::string hears() const { return check::heard_at(ends.ours); }
  void put(const std::string& bytes) {
    EXPECT_TRUE(outbox.put(bytes)) << "there was room for " << bytes.size() << " more";
  }
};

TEST(Outbox, WithNothingToWriteItWaits) {
  World world;
  Future<void> writing = start(world.loop, world.outbox.write_to(world.stream));
  world.run();  // who goes round and round here never comes back
  EXPECT_FALSE(writing.ready()) << "it goes on, for something may be put";
  EXPECT_EQ(sending.made, 0U) << "no call for nothing";
}

TEST(Outbox, SendsWhatIsPutInItsOrder) {
  World world;
  world.put("one ");
  world.put("two ");
  EXPECT_EQ(sending.made, 0U) << "put writes nothing here and now";
  Future<void> writing = start(world.loop, world.outbox.write_to(world.stream));
  world.run();
  EXPECT_EQ(world.hears(), "one two ") << "what was put before it began, in its order";
  EXPECT_FALSE(writing.ready()) << "it goes on, for more may be put";
  world.put("three ");
  world.run();
  EXPECT_EQ(world.hears(), "three ") << "whoever puts must wake the one who writes";
}

TEST(Outbox, WhatPiledUpLeavesTogether) {
  World world;
  Future<void> writing = start(world.loop, world.outbox.write_to(world.stream));
  world.run();
  for (int i = 0; i != 100; ++i) world.put("line\n");
  world.run();
  EXPECT_EQ(world.hears().size(), 500U) << "a hundred lines";
  EXPECT_EQ(sending.made, 1U)
      << "a hundred lines were put before anybody else could run: one call sends them";
}

TEST(Outbox, SaysNoAboveItsLimitAndKeepsNothingOfIt) {
  World world;
  world.put(std::string(high - 1, 'x'));
  EXPECT_FALSE(world.outbox.put("ab")) << "two bytes more would be one too many";
  world.put("c");
  EXPECT_FALSE(world.outbox.put("d")) << "it is full";
  EXPECT_EQ(world.outbox.waiting(), high) << "what was refused does not wait";
}

TEST(Outbox, CountsWhatTheKernelHasNotTaken) {
  World world;
  Future<void> writing = start(world.loop, world.outbox.write_to(world.stream));
  world.put(std::string(800'000, 'x'));
  world.run();
  EXPECT_GE(world.outbox.waiting(), 1U) << "nobody reads, so the kernel cannot have taken it all";
  EXPECT_FALSE(world.outbox.put(std::string(900'000, 'y')))
      << "a write under way is not gone: its bytes count";
}

TEST(Outbox, WhatTheKernelHasTakenWaitsNoMore) {
  World world;
  Future<void> writing = start(world.loop, world.outbox.write_to(world.stream));
  for (const char* text : {"one ", "two ", "three "}) {
    world.run();  // it waits for news
    world.put(text);
    world.run();
    EXPECT_EQ(world.hears(), text) << "it is with the kernel";
    EXPECT_EQ(world.outbox.waiting(), 0U) << "it is with the kernel, so it does not wait any more";
  }
}

/// Reads now and then, until so much has come.
Task<> slow_reader(World& world, std::string& heard, std::size_t size) {
  for (int patience = 100; heard.size() < size && patience != 0; --patience) {
    co_await sleep_for(world.timers, 1s);
    heard += world.hears();
  }
}

TEST(Outbox, WhatIsPutDuringAWriteFollowsIt) {
  World world;
  std::string heard;
  const std::string text = check::long_text(400'000);
  Future<void> writing = start(world.loop, world.outbox.write_to(world.stream));
  world.put(text);
  world.run();
  world.put(text);
  world.put("and more");
  world.wait(slow_reader(world, heard, 400'000));
  EXPECT_GE(world.outbox.waiting(), 1U)
      << "the first has been read; the second cannot be with the kernel yet";
  world.wait(slow_reader(world, heard, 800'008));
  world.run();
  EXPECT_EQ(heard == text + text + "and more", true) << "what arrives is not what was put, in its order";
  EXPECT_EQ(world.outbox.waiting(), 0U) << "the kernel has taken all of it";
}

TEST(Outbox, AWriteThatFailsEndsIt) {
  World world;
  world.ends.ours = Fd();
  world.put("too late");
  EXPECT_THROW(world.wait(world.outbox.write_to(world.stream)), std::system_error) << "the peer has gone";
}

TEST(Outbox, WhatIsLostWaitsNoMore) {
  World world;
  Future<void> writing = start(world.loop, world.outbox.write_to(world.stream));
  world.put(std::string(800'000, 'x'));
  world.run();
  world.put("kept");
  writing = {};
  EXPECT_EQ(world.outbox.waiting(), 4U) << "what was being written is lost with who wrote it; the rest waits";
}

TEST(Outbox, WhatIsPutDuringAWriteThatFailsIsKept) {
  World world;
  Future<void> writing = start(world.loop, world.outbox.write_to(world.stream));
  world.put(std::string(800'000, 'x'));
  world.run();
  world.put("kept");
  world.ends.ours = Fd();
  world.run();
  ASSERT_TRUE(writing.ready()) << "a write that fails ends it";
  EXPECT_THROW(writing.get(), std::system_error) << "the peer has gone";
  EXPECT_EQ(world.outbox.waiting(), 4U) << "what was being written is lost; what was put meanwhile waits";
  check::Ends more = check::two_ends();
  Stream stream{world.poller, std::move(more.theirs)};
  const Future<void> another = start(world.loop, world.outbox.write_to(stream));
  world.run();
  EXPECT_EQ(check::heard_at(more.ours), "kept") << "another may write it";
}

TEST(Outbox, AnotherWriterMayFollow) {
  World world;
  Future<void> first = start(world.loop, world.outbox.write_to(world.stream));
  world.run();
  first = {};
  world.put("kept ");
  Future<void> second = start(world.loop, world.outbox.write_to(world.stream));
  world.run();
  EXPECT_EQ(world.hears(), "kept ") << "nobody wrote when it was put, and it was not lost";
  world.put("and more");
  world.run();
  EXPECT_EQ(world.hears(), "and more") << "the second is woken as the first was";
}

TEST(Outbox, AlsoTheFirstMayBeTooMuch) {
  World world;
  EXPECT_FALSE(world.outbox.put(std::string(high + 1, 'x'))) << "nothing waits yet, and it is one too many";
  EXPECT_EQ(world.outbox.waiting(), 0U) << "what was refused does not wait";
}

TEST(Outbox, WhatItRefusesIsNotSent) {
  World world;
  Outbox small{world.loop, 10};
  EXPECT_TRUE(small.put("12345678")) << "eight of ten";
  EXPECT_FALSE(small.put("refused")) << "fifteen of ten";
  EXPECT_TRUE(small.put("9")) << "nine of ten";
  Future<void> writing = start(world.loop, small.write_to(world.stream));
  world.run();
  EXPECT_EQ(world.hears(), "123456789") << "none of what was refused is kept";
}

TEST(Outbox, KnowsNothingOfAnother) {
  World world;
  check::Ends more = check::two_ends();
  Stream stream{world.poller, std::move(more.theirs)};
  Outbox other{world.loop, 10};
  Future<void> here = start(world.loop, world.outbox.write_to(world.stream));
  Future<void> there = start(world.loop, other.write_to(stream));
  world.run();
  world.put(std::string(800'000, 'x'));
  EXPECT_EQ(other.waiting(), 0U) << "what was put elsewhere does not wait here";
  EXPECT_TRUE(other.put("for him")) << "he is not the one who does not read";
  world.run();
  EXPECT_EQ(check::heard_at(more.ours), "for him") << "just what was put for him";
  const std::string heard = world.hears();
  EXPECT_GE(heard.size(), 1U) << "both are woken, each by what was put for him";
  EXPECT_EQ(heard.find_first_not_of('x'), std::string::npos) << "just what was put for him";
  EXPECT_FALSE(other.put("eleven byte")) << "his limit is ten, whatever that of others is";
}

}  // namespace
