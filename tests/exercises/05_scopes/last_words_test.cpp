#include "05_scopes/last_words.hpp"

#include <stdexcept>
#include <string>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using check::in_order;

struct World {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
  check::Seen seen{};
};

class Told : public Session {
 public:
  explicit Told(World& world, bool goodbye_fails = false) : world_(world), goodbye_fails_(goodbye_fails) {}
  Loop& loop() override { return world_.loop; }
  Task<> say_goodbye() override { return goodbye(world_, goodbye_fails_); }
  void hang_up() override { world_.seen("hangs up"); }
  World& world() { return world_; }

 private:
  static Task<> goodbye(World& world, bool fails) {
    world.seen("says goodbye");
    co_await sleep_for(world.timers, 2s);
    world.seen(fails ? "the goodbye fails" : "goodbye is said");
    if (fails) throw std::runtime_error("no answer to goodbye");
  }

  World& world_;
  bool goodbye_fails_;
};

Task<int> talk(World& world, bool fails) {
  world.seen("talks");
  co_await sleep_for(world.timers, 1s);
  world.seen(fails ? "stumbles" : "has talked");
  if (fails) throw std::runtime_error("lost for words");
  co_return 7;
}

Task<int> talks(Session& session) { return talk(static_cast<Told&>(session).world(), false); }
Task<int> stumbles(Session& session) { return talk(static_cast<Told&>(session).world(), true); }

Task<> listener(World& world, Task<int> session) {
  try {
    const int value = co_await std::move(session);
    world.seen("heard " + std::to_string(value));
  } catch (const std::exception& error) {
    world.seen(std::string("heard: ") + error.what());
  } catch (...) {
    world.seen("heard of something else");
  }
}

TEST(LastWords, GoodbyeIsSaidBeforeTheResultArrives) {
  World world;
  Told session(world);
  sync_wait(world.loop, listener(world, with_session(session, talks)));
  EXPECT_TRUE(
      in_order(world.seen, {"talks", "has talked", "says goodbye", "goodbye is said", "hangs up", "heard 7"}))
      << "first all is said, then somebody hears of it";
}

TEST(LastWords, GoodbyeIsSaidAfterAnErrorToo) {
  World world;
  Told session(world);
  sync_wait(world.loop, listener(world, with_session(session, stumbles)));
  EXPECT_TRUE(in_order(world.seen, {"talks", "stumbles", "says goodbye", "goodbye is said", "hangs up",
                                    "heard: lost for words"}))
      << "the server is owed a goodbye on both ways out, and the error is the body's";
}

TEST(LastWords, AGoodbyeThatFailsIsAnError) {
  World world;
  Told session(world, true);
  sync_wait(world.loop, listener(world, with_session(session, talks)));
  EXPECT_TRUE(in_order(world.seen, {"talks", "has talked", "says goodbye", "the goodbye fails", "hangs up",
                                    "heard: no answer to goodbye"}))
      << "the body was well, so this is the only error there is";
}

TEST(LastWords, TheBodysErrorIsTheOneThatArrives) {
  World world;
  Told session(world, true);
  sync_wait(world.loop, listener(world, with_session(session, stumbles)));
  EXPECT_TRUE(in_order(world.seen, {"talks", "stumbles", "says goodbye", "the goodbye fails", "hangs up",
                                    "heard: lost for words"}))
      << "what went wrong first is what somebody must know";
}

/// No coroutine: it fails before there is a task.
Task<int> cannot_begin(Session& session) {
  static_cast<Told&>(session).world().seen("cannot begin");
  throw std::runtime_error("no voice");
}

TEST(LastWords, ABodyThatFailsWhenItIsCalledHasFailed) {
  World world;
  Told session(world);
  sync_wait(world.loop, listener(world, with_session(session, cannot_begin)));
  EXPECT_TRUE(in_order(world.seen,
                       {"cannot begin", "says goodbye", "goodbye is said", "hangs up", "heard: no voice"}))
      << "it has thrown before it brought a task; a goodbye is owed all the same";
}

struct Stumbled : std::runtime_error {
  explicit Stumbled(int at) : std::runtime_error("stumbled"), word(at) {}
  int word;
};

Task<int> stumbles_at_a_word(Session& session) {
  co_await sleep_for(static_cast<Told&>(session).world().timers, 1s);
  throw Stumbled(3);
}

TEST(LastWords, AnErrorArrivesAsItWasThrown) {
  World world;
  Told session(world);
  std::string heard = "an error of another type";
  try {
    sync_wait(world.loop, with_session(session, stumbles_at_a_word));
  } catch (const Stumbled& error) {
    heard = "stumbled at word " + std::to_string(error.word);
  } catch (...) {
  }
  EXPECT_EQ(heard, "stumbled at word 3") << "who catches asks for the type, and reads what the error holds";
}

Task<int> stumbles_over_a_number(Session& session) {
  World& world = static_cast<Told&>(session).world();
  world.seen("talks");
  co_await sleep_for(world.timers, 1s);
  world.seen("stumbles");
  throw 42;
}

TEST(LastWords, WhateverABodyThrowsIsAnError) {
  World world;
  Told session(world);
  int heard = 0;
  try {
    sync_wait(world.loop, with_session(session, stumbles_over_a_number));
  } catch (int number) {
    heard = number;
  }
  EXPECT_TRUE(in_order(world.seen, {"talks", "stumbles", "says goodbye", "goodbye is said", "hangs up"}))
      << "what is thrown need not be a std::exception; a goodbye is owed all the same";
  EXPECT_EQ(heard, 42) << "and it arrives as it was thrown";
}

/// Its goodbye is no coroutine: it fails before there is a task.
class Mute final : public Told {
 public:
  using Told::Told;
  Task<> say_goodbye() override {
    world().seen("cannot say goodbye");
    throw std::runtime_error("no voice");
  }
};

TEST(LastWords, AGoodbyeThatFailsWhenItIsCalledHasFailed) {
  World world;
  Mute session(world);
  sync_wait(world.loop, listener(world, with_session(session, stumbles)));
  EXPECT_TRUE(
      in_order(world.seen, {"talks", "stumbles", "cannot say goodbye", "hangs up", "heard: lost for words"}))
      << "it has thrown before it brought a task; the body's error came first all the same";
}

/// What its goodbye throws is no std::exception.
class Odd final : public Told {
 public:
  using Told::Told;
  Task<> say_goodbye() override { return goodbye(world()); }

 private:
  static Task<> goodbye(World& world) {
    co_await sleep_for(world.timers, 2s);
    world.seen("the goodbye fails");
    throw 42;
  }
};

TEST(LastWords, WhateverAGoodbyeThrowsTheBodysErrorArrives) {
  World world;
  Odd session(world);
  sync_wait(world.loop, listener(world, with_session(session, stumbles)));
  EXPECT_TRUE(
      in_order(world.seen, {"talks", "stumbles", "the goodbye fails", "hangs up", "heard: lost for words"}))
      << "what is thrown need not be a std::exception; the body's error came first all the same";
}

/// Begins a session, and destroys it after `patience`.
check::Lines destroyed_after(Duration patience, World& world) {
  Told session(world);
  Future<int> talking = start(world.loop, with_session(session, talks));
  const Callback end = world.timers.call_later(patience, [&] {
    world.seen("destroy");
    talking = {};
    world.seen("destroyed");
  });
  world.loop.run();
  return world.seen.lines();
}

TEST(LastWords, DestroyedInTheBodyItOnlyHangsUp) {
  World world;
  EXPECT_TRUE(in_order(destroyed_after(500ms, world), {"talks", "destroy", "hangs up", "destroyed"}))
      << "destroying waits for nobody: no goodbye, and the line is free when it is done";
}

TEST(LastWords, DestroyedInTheGoodbyeItOnlyHangsUp) {
  World world;
  EXPECT_TRUE(in_order(destroyed_after(2s, world),
                       {"talks", "has talked", "says goodbye", "destroy", "hangs up", "destroyed"}))
      << "a goodbye that is cut off is not begun again, and the line is free when it is done";
}

}  // namespace
