#include "06_io/front_door.hpp"

#include "06_io/address.hpp"
#include "calls.hpp"
#include "check.hpp"
#include "world.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using calls::accepting;
using check::in_order;

Fd listening() {
  const Address anywhere("127.0.0.1:0");
  Fd door(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (::bind(door.get(), anywhere.data(), anywhere.size()) != 0 || ::listen(door.get(), 16) != 0)
    throw_errno("bind and listen");
  return door;
}

struct World : check::IoWorld {
  Descriptor door{poller, listening()};
  Address address = Address::of(door.fd());
  check::Seen seen{};
  std::vector<Fd> clients{};
  std::vector<Fd> guests{};

  World() { calls::watch(accepting, door.fd()); }

  /// Somebody who sends his name.
  void comes(const std::string& name) {
    Fd client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(client.get(), address.data(), address.size()) != 0) throw_errno("connect");
    if (::write(client.get(), name.data(), name.size()) < 0) throw_errno("write");
    clients.push_back(std::move(client));
  }

  Task<> opens() {
    return front_door(door, [this](Fd guest) {
      const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(clock.now().time_since_epoch());
      seen(std::to_string(time.count()) + " ms: " + check::heard_at(guest));
      guests.push_back(std::move(guest));
    });
  }
};

TEST(FrontDoor, WelcomesEverybodyInTheOrderOfComing) {
  World world;
  Future<void> open = start(world.loop, world.opens());
  for (const char* name : {"Anna", "Boris", "Clara"}) world.comes(name);
  world.run();
  world.comes("Dora");
  const Callback look = world.timers.call_later(1s, [&] { world.loop.stop(); });
  world.loop.run();
  EXPECT_EQ(world.guests.size(), 4U) << "three at once, and one who came late";
  ASSERT_GE(world.seen.lines().size(), 3U);
  EXPECT_TRUE(in_order({world.seen.lines().begin(), world.seen.lines().begin() + 3},
                       {"0 ms: Anna", "0 ms: Boris", "0 ms: Clara"}))
      << "who comes first is welcomed first";
  EXPECT_FALSE(open.ready()) << "the door stays open";
}

TEST(FrontDoor, WithoutAFileLeftItPauses) {
  World world;
  accepting.errors = {EMFILE, EMFILE, ENFILE};
  Future<void> open = start(world.loop, world.opens());
  world.comes("Anna");
  world.comes("Boris");
  world.run();
  EXPECT_TRUE(in_order(world.seen, {"300 ms: Anna", "300 ms: Boris"}))
      << "three times no, 100 ms apart; then it works, and nobody was lost";
}

TEST(FrontDoor, WithoutMemoryItPausesToo) {
  World world;
  accepting.errors = {ENOBUFS, ENOMEM};
  Future<void> open = start(world.loop, world.opens());
  world.comes("Anna");
  world.run();
  EXPECT_TRUE(in_order(world.seen, {"200 ms: Anna"})) << "twice no, 100 ms apart; then it works";
}

TEST(FrontDoor, InThePauseItAsksNobody) {
  World world;
  accepting.errors.assign(100'000, EMFILE);
  Future<void> open = start(world.loop, world.opens());
  world.comes("Anna");
  const Callback end = world.timers.call_later(1050ms, [&] { world.loop.stop(); });
  world.loop.run();
  EXPECT_LE(accepting.made, 11U) << "in a second, with 100 ms between: more is a loop that does nothing else";
  EXPECT_GE(accepting.made, 10U) << "files may be closed at any time: it is to try again every 100 ms";
}

TEST(FrontDoor, WhoHasGoneIsPassedOver) {
  World world;
  accepting.errors = {ECONNABORTED, EINTR,       EAGAIN,    EPROTO,      EPERM,
                      ENETDOWN,     ENETUNREACH, EHOSTDOWN, EHOSTUNREACH};
  Future<void> open = start(world.loop, world.opens());
  world.comes("Anna");
  world.run();
  EXPECT_TRUE(in_order(world.seen, {"0 ms: Anna"})) << "no reason to end, and none to pause";
  EXPECT_FALSE(open.ready()) << "the door stays open";
}

TEST(FrontDoor, AnyOtherErrorEndsIt) {
  for (const int error :
       {EINVAL, EIO, EBADF, ENOTSOCK, EFAULT, ENOPROTOOPT, EOPNOTSUPP, ENONET, ENOSR, ETIMEDOUT}) {
    World world;
    accepting.errors.assign(100'000, error);
    world.comes("Anna");
    EXPECT_THROW(world.wait(world.opens()), std::system_error)
        << "this will never be better: " << std::generic_category().message(error);
    EXPECT_EQ(accepting.made, 1U) << "it has been said, and is not asked again";
  }
}

TEST(FrontDoor, KnowsNothingOfAnother) {
  World front;
  World back;
  Future<void> front_open = start(front.loop, front.opens());
  Future<void> back_open = start(back.loop, back.opens());
  front.comes("Anna");
  back.comes("Boris");
  front.run();
  back.run();
  front.comes("Clara");
  front.run();
  EXPECT_EQ(front.guests.size(), 2U) << "Anna and Clara came to this door";
  EXPECT_EQ(back.guests.size(), 1U) << "only Boris came to the other door";
}

}  // namespace
