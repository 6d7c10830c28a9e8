#include "06_io/send_all.hpp"

#include "03_futures/sleep_for.hpp"
#include "calls.hpp"
#include "check.hpp"
#include "world.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using calls::sending;
using check::long_text;

struct World : check::IoWorld {
  check::Ends ends = check::two_ends();
  Descriptor here{poller, std::move(ends.theirs)};

  World() { calls::watch(sending, here.fd()); }
  std::string hears() const { return check::heard_at(ends.ours); }
};

TEST(SendAll, SendsWhatTheKernelTakesInOneCall) {
  World world;
  const std::string text = "hello\n";
  world.wait(send_all(world.here, text));
  EXPECT_EQ(world.hears(), "hello\n") << "six bytes, and that is easy";
  EXPECT_EQ(sending.made, 1U) << "the kernel had taken all, there was nothing left to ask";
}

TEST(SendAll, SendsAllOfItInItsOrder) {
  World world;
  sending.at_most = 100;
  const std::string text = long_text(1000);
  world.wait(send_all(world.here, text));
  EXPECT_EQ(world.hears(), text)
      << "the kernel took a hundred bytes a call: each byte was to be sent, and once";
}

TEST(SendAll, OneByteIsTakenToo) {
  World world;
  sending.at_most = 1;
  const std::string text = "hello\n";
  world.wait(send_all(world.here, text));
  EXPECT_EQ(world.hears(), text) << "the kernel took one byte a call: each was to be sent, and once";
}

TEST(SendAll, EintrAndEagainAreNoErrors) {
  World world;
  sending.at_most = 300;
  sending.errors = {EINTR, 0, EAGAIN, EINTR, 0};
  const std::string text = long_text(1000);
  EXPECT_NO_THROW(world.wait(send_all(world.here, text))) << "they only mean: once more";
  EXPECT_EQ(world.hears(), text) << "and nothing is lost or sent again by them";
}

TEST(SendAll, TheBytesAreItsOwn) {
  World world;
  Future<void> sent = start(world.loop, send_all(world.here, long_text(200'000)));
  world.run();  // the text that was given is long gone
  EXPECT_EQ(world.hears() == long_text(200'000), true) << "what arrives is not what was given";
  EXPECT_TRUE(sent.ready()) << "it ends when the kernel has taken all";
}

Task<> slow_reader(World& world, std::size_t size, std::string& heard) {
  for (int patience = 100; heard.size() < size && patience != 0; --patience) {
    co_await sleep_for(world.timers, 1s);
    heard += world.hears();
  }
}

TEST(SendAll, WaitsForASlowReaderWithoutAsking) {
  World world;
  const std::string text = long_text(2'000'000);
  std::string heard;
  Future<void> sent = start(world.loop, send_all(world.here, text));
  world.wait(slow_reader(world, text.size(), heard));
  const auto bursts = static_cast<std::size_t>(world.seconds());
  world.run();
  EXPECT_EQ(heard == text, true) << "what arrives is not what was given";
  EXPECT_TRUE(sent.ready()) << "it ends when the kernel has taken all";
  EXPECT_LE(sending.made, 4 * bursts + 4)
      << "the reader read " << bursts << " times, and made room each time";
}

TEST(SendAll, APeerThatHasGoneIsAnError) {
  World world;
  world.ends.ours = Fd();
  const std::string text = "hello\n";
  EXPECT_THROW(world.wait(send_all(world.here, text)), std::system_error)
      << "nobody will ever read it: EPIPE";
}

TEST(SendAll, WhatTheKernelTakesAtOnceNeedsNoWait) {
  World world;
  const std::string text = "hello\n";
  std::string heard;
  Future<void> sent = start(world.loop, send_all(world.here, text));
  world.loop.post([&] { heard = world.hears(); });
  world.run();
  EXPECT_EQ(heard, "hello\n") << "there was room, so it is with the kernel before the next job runs";
}

TEST(SendAll, OfNothingItEndsToo) {
  World world;
  const std::string nothing;
  EXPECT_NO_THROW(world.wait(send_all(world.here, nothing))) << "all of nothing is sent";
}

TEST(SendAll, AllOtherErrorsEndIt) {
  for (const int error : {EIO, ECONNRESET, ENOBUFS}) {
    for (const std::size_t taken : {0U, 2U}) {
      World world;
      sending.at_most = 300;
      sending.errors = std::deque<int>(taken, 0);
      sending.errors.push_back(error);
      const std::string text = long_text(1000);
      EXPECT_THROW(world.wait(send_all(world.here, text)), std::system_error)
          << "behind " << 300 * taken << " bytes the kernel said: " << std::generic_category().message(error);
      EXPECT_EQ(sending.made, taken + 1) << "that is no answer to be asked again for";
    }
  }
}

TEST(SendAll, KnowsNothingOfAnother) {
  World world;
  check::Ends more = check::two_ends();
  Descriptor there{world.poller, std::move(more.theirs)};
  const std::string text = long_text(700'000);
  const std::string dots(700'000, '.');
  Future<void> first = start(world.loop, send_all(world.here, text));
  Future<void> second = start(world.loop, send_all(there, dots));
  std::string heard;
  std::string heard_there;
  for (int patience = 100; heard.size() + heard_there.size() < 1'400'000 && patience != 0; --patience) {
    world.run();  // both wait for room
    heard += world.hears();
    heard_there += check::heard_at(more.ours);
  }
  EXPECT_EQ(heard == text, true) << "two are on their way, and what arrives is not what was given";
  EXPECT_EQ(heard_there == dots, true) << "two are on their way, and what arrives is not what was given";
}

}  // namespace
