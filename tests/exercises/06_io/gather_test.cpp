#include "06_io/gather.hpp"

#include "03_futures/sleep_for.hpp"
#include "calls.hpp"
#include "check.hpp"
#include "world.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using calls::sending;
using Parts = std::vector<std::string>;

struct World : check::IoWorld {
  check::Ends ends = check::two_ends();
  Descriptor here{poller, std::move(ends.theirs)};

  World() { calls::watch(sending, here.fd()); }
  std::string hears() const { return check::heard_at(ends.ours); }
};

std::string together(const Parts& parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

TEST(Gather, SendsAllPartsInTheirOrder) {
  World world;
  const Parts parts = {"head\n", "", "line\n", "", "the body", ""};
  world.wait(send_gathered(world.here, parts));
  EXPECT_EQ(world.hears(), "head\nline\nthe body") << "in their order, and empty ones are nothing";
}

TEST(Gather, OfNothingThereIsNoCall) {
  World world;
  const Parts parts = {"", ""};
  world.wait(send_gathered(world.here, parts));
  EXPECT_EQ(sending.made, 0U) << "there was nothing to send";
}

TEST(Gather, PartsThatAreTakenAtOnceLeaveInOneCall) {
  World world;
  const Parts parts(1000, "part ");
  world.wait(send_gathered(world.here, parts));
  EXPECT_EQ(world.hears(), together(parts)) << "a thousand parts, in their order";
  EXPECT_EQ(sending.made, 1U) << "a thousand parts are one system call";
}

TEST(Gather, MoreThanACallMayHoldTakeTheNextOne) {
  for (const std::size_t size : {2500U, 3072U}) {
    World world;
    const Parts parts(size, "part ");
    world.wait(send_gathered(world.here, parts));
    EXPECT_EQ(world.hears(), together(parts)) << "the kernel takes 1024 parts a call, and refuses more";
    EXPECT_EQ(sending.made, 3U) << size << " parts: 1024, 1024 and the rest";
  }
}

TEST(Gather, EmptyPartsTakeNoRoomInACall) {
  World world;
  Parts parts(2202);
  parts[1100] = "head\n";
  parts[2201] = "end";
  world.wait(send_gathered(world.here, parts));
  EXPECT_EQ(world.hears(), "head\nend") << "before each of the two stand 1100 empty ones";
  EXPECT_EQ(sending.made, 1U) << "there are two parts to be sent, and they leave in one call";
}

TEST(Gather, NoPartIsCopied) {
  World world;
  Parts parts = {"head\n", check::long_text(20'000), check::long_text(10'000)};
  const Parts copy = parts;
  const char* const first = parts[1].data();
  const char* const second = parts[2].data();
  world.wait(send_gathered(world.here, std::move(parts)));
  EXPECT_EQ(world.hears() == together(copy), true) << "what arrives is not what was given";
  ASSERT_EQ(sending.pieces.size(), 3U) << "the kernel was given other pieces than the three parts";
  EXPECT_EQ(sending.pieces[1].from == first, true) << "the second part was copied on its way";
  EXPECT_EQ(sending.pieces[2].from == second, true) << "the third part was copied on its way";
}

TEST(Gather, GoesOnBehindTheLastByteThatWasTaken) {
  for (const std::size_t at_most : {97U, 100U, 101U, 250U}) {
    World world;
    sending.at_most = at_most;
    sending.errors = {EINTR, 0, EAGAIN, 0};
    const Parts parts = {check::long_text(100), check::long_text(3), check::long_text(450), "end"};
    world.wait(send_gathered(world.here, parts));
    EXPECT_EQ(world.hears(), together(parts)) << "the kernel took " << at_most << " bytes a call";
  }
}

Task<> slow_reader(World& world, std::string& heard, std::size_t size) {
  for (int patience = 100; heard.size() < size && patience != 0; --patience) {
    co_await sleep_for(world.timers, 1s);
    heard += world.hears();
  }
}

TEST(Gather, WaitsForASlowReaderWithoutAsking) {
  World world;
  std::string heard;
  const Parts parts = {check::long_text(900'000), "\n", check::long_text(900'000)};
  Future<void> sent = start(world.loop, send_gathered(world.here, parts));
  world.wait(slow_reader(world, heard, 1'800'001));
  const auto bursts = static_cast<std::size_t>(world.seconds());
  EXPECT_EQ(heard == together(parts), true) << "what arrives is not what was given";
  EXPECT_LE(sending.made, 4 * bursts + 4)
      << "the reader read " << bursts << " times, and made room each time";
}

TEST(Gather, APeerThatHasGoneIsAnError) {
  World world;
  world.ends.ours = Fd();
  const Parts parts = {"hello"};
  EXPECT_THROW(world.wait(send_gathered(world.here, parts)), std::system_error) << "EPIPE";
}

TEST(Gather, NorIsTheRestOfAPart) {
  World world;
  sending.at_most = 7000;
  Parts parts = {check::long_text(20'000), check::long_text(10'000)};
  const Parts copy = parts;
  const char* const first = parts[0].data();
  const char* const second = parts[1].data();
  world.wait(send_gathered(world.here, std::move(parts)));
  EXPECT_EQ(world.hears() == together(copy), true) << "what arrives is not what was given";
  std::size_t sent = 0;
  for (const calls::Piece& piece : sending.pieces) {
    const char* const place = sent < 20'000 ? first + sent : second + (sent - 20'000);
    ASSERT_EQ(piece.from == place, true) << "behind " << sent << " bytes the rest was moved on its way";
    sent += piece.size;
  }
}

TEST(Gather, AllOtherErrorsEndIt) {
  for (const int error : {EIO, ECONNRESET, ENOBUFS}) {
    for (const std::size_t taken : {0U, 2U}) {
      World world;
      sending.at_most = 300;
      sending.errors = std::deque<int>(taken, 0);
      sending.errors.push_back(error);
      const Parts parts = {check::long_text(400), check::long_text(600)};
      EXPECT_THROW(world.wait(send_gathered(world.here, parts)), std::system_error)
          << "behind " << 300 * taken << " bytes the kernel said: " << std::generic_category().message(error);
      EXPECT_EQ(sending.made, taken + 1) << "that is no answer to be asked again for";
    }
  }
}

TEST(Gather, KnowsNothingOfAnother) {
  World world;
  check::Ends more = check::two_ends();
  Descriptor there{world.poller, std::move(more.theirs)};
  const Parts parts = {check::long_text(400'000), "\n", check::long_text(400'000)};
  const Parts dots = {std::string(300'000, '.'), std::string(500'001, ':')};
  Future<void> first = start(world.loop, send_gathered(world.here, parts));
  Future<void> second = start(world.loop, send_gathered(there, dots));
  std::string heard;
  std::string heard_there;
  for (int patience = 100; heard.size() + heard_there.size() < 1'600'002 && patience != 0; --patience) {
    world.run();  // both wait for room
    heard += world.hears();
    heard_there += check::heard_at(more.ours);
  }
  EXPECT_EQ(heard == together(parts), true) << "two are on their way, and what arrives is not what was given";
  EXPECT_EQ(heard_there == together(dots), true)
      << "two are on their way, and what arrives is not what was given";
}

}  // namespace
