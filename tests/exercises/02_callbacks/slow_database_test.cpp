#include "02_callbacks/slow_database.hpp"

#include <memory>
#include <optional>

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using unroll::Callback;
using unroll::check::in_order;
using unroll::check::nobody_was_blocked;
using unroll::check::Seen;

struct SlowDatabase : testing::Test {
  Seen seen;
  unroll::Loop loop;
  unroll::FakeClock clock;
  unroll::Timers timers{loop, clock};
  unroll::SlowDatabase database{timers};

  void say(const std::string& what) {
    seen(what + " at " + std::to_string(clock.now().time_since_epoch() / 1s));
  }
  Callback save(const std::string& value) {
    return database.save(value, [this](const std::string& answer) { say(answer); });
  }
};

TEST_F(SlowDatabase, AnswersAfterFiveSeconds) {
  const Callback saving = save("a");
  say("behind save");
  loop.run();
  EXPECT_TRUE(nobody_was_blocked()) << "to sleep in a job is to keep everybody waiting";
  EXPECT_TRUE(in_order(seen, {"behind save at 0", "saved a at 5"})) << "the answer comes at second 5";
}

TEST_F(SlowDatabase, SavesTwoInFiveSeconds) {
  const Callback one = save("a");
  const Callback two = save("b");
  loop.run();
  EXPECT_TRUE(nobody_was_blocked()) << "two can wait at the same time, if nobody sleeps";
  EXPECT_TRUE(in_order(seen, {"saved a at 5", "saved b at 5"})) << "both were begun at second 0";
}

TEST_F(SlowDatabase, LetsOthersRunMeanwhile) {
  const Callback saving = save("a");
  loop.post([this] { say("posted"); });
  const Callback tick = timers.call_later(2s, [this] { say("armed"); });
  loop.run();
  EXPECT_TRUE(nobody_was_blocked()) << "all the others wait for the one that sleeps";
  EXPECT_TRUE(in_order(seen, {"posted at 0", "armed at 2", "saved a at 5"})) << "nobody waits for the save";
}

TEST_F(SlowDatabase, CountsFromTheCall) {
  std::optional<Callback> saving;
  const Callback later = timers.call_later(3s, [&] { saving = save("a"); });
  const Callback first = save("b");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"saved b at 5", "saved a at 8"}))
      << "five seconds each, from when it was called";
}

TEST_F(SlowDatabase, SavesNothingForSomebodyWhoHasGone) {
  std::optional<Callback> gone = save("a");
  Callback called_off = save("b");
  const Callback kept = save("c");
  const Callback later = timers.call_later(2s, [&] {
    gone.reset();
    called_off.call_off();
  });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"saved c at 5"})) << "who lets go of a save hears nothing of it any more";
}

/// Both are due at the same time, and the second one lets go. What the first has posted comes behind.
TEST_F(SlowDatabase, SavesNothingForSomebodyWhoHasGoneAtTheVeryTimeOfTheAnswer) {
  std::optional<Callback> saving = save("a");
  const Callback later = timers.call_later(5s, [&] {
    saving.reset();
    say("gone");
  });
  loop.run();
  EXPECT_TRUE(in_order({seen.lines().back()}, {"gone at 5"}))
      << "whether it was saved before or not: now nobody is told any more";
}

TEST_F(SlowDatabase, KeepsNothingOfWhatIsOver) {
  const auto held = std::make_shared<int>(0);
  const Callback saving = database.save("a", [held](const std::string&) {});
  {
    const Callback gone = database.save("b", [held](const std::string&) {});
    EXPECT_EQ(held.use_count(), 3) << "each save holds what it was given";
  }
  EXPECT_EQ(held.use_count(), 2) << "what is called off is gone";
  loop.run();
  EXPECT_EQ(held.use_count(), 1) << "what has been answered is gone";
}

}  // namespace
