#include "05_scopes/mirrors.hpp"

#include <map>

#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using check::in_order;

enum class Ends { answers, fails, fails_when_called, is_wrong, is_odd };

struct Mirror {
  Duration after;
  Ends how;
};

struct World {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
  check::Seen seen{};
  std::map<std::string, Mirror> mirrors{};

  void tell(const std::string& what) {
    const auto time = std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch());
    seen(std::to_string(time.count()) + " s: " + what);
  }
  Task<std::string> search(std::vector<std::string> names);
};

/// Tells if it goes before it has ended. In which order several are stopped, nobody has promised.
struct Asking {
  World& world;
  bool ended = false;
  ~Asking() {
    if (!ended) world.tell("one is stopped");
  }
};

Task<std::string> ask(World& world, std::string name) {
  world.tell(name + " is asked");
  Asking asking{world};
  const Mirror mirror = world.mirrors.at(name);
  co_await sleep_for(world.timers, mirror.after);
  asking.ended = true;
  if (mirror.how == Ends::is_wrong) throw std::logic_error("a mistake");
  if (mirror.how == Ends::is_odd) throw std::runtime_error("no file");
  if (mirror.how == Ends::fails) throw std::system_error(ECONNREFUSED, std::generic_category());
  co_return "the file of " + name;
}

/// No coroutine: whom it cannot call at all it says so at once, before there is a task.
Task<std::string> call(World& world, std::string name) {
  if (world.mirrors.at(name).how != Ends::fails_when_called) return ask(world, std::move(name));
  world.tell(name + " cannot be called");
  throw std::system_error(ENETUNREACH, std::generic_category());
}

Task<std::string> World::search(std::vector<std::string> names) {
  return first_of(timers, 2s, std::move(names), [this](std::string name) { return call(*this, name); });
}

Task<> finder(World& world, std::vector<std::string> names) {
  Task<std::string> search = world.search(std::move(names));
  try {
    world.tell("found " + co_await std::move(search));
  } catch (const std::exception& error) {
    world.tell(error.what());
  }
}

void runs(World& world, std::map<std::string, Mirror> mirrors, std::vector<std::string> names) {
  world.mirrors = std::move(mirrors);
  sync_wait(world.loop, finder(world, std::move(names)));
  world.loop.run();  // if anything has stayed behind, it tells now
}

constexpr auto answers = Ends::answers;
constexpr auto fails = Ends::fails;

TEST(Mirrors, AQuickFirstOneIsTheOnlyOneAsked) {
  World world;
  runs(world, {{"one", {1s, answers}}, {"two", {1s, answers}}}, {"one", "two"});
  EXPECT_TRUE(in_order(world.seen, {"0 s: one is asked", "1 s: found the file of one"}))
      << "patience was not at its end: nobody else is asked, not even afterwards";
}

TEST(Mirrors, ASilentOneIsGivenCompanyAndMayStillWin) {
  World world;
  runs(world, {{"slow", {3s, answers}}, {"slower", {7s, answers}}}, {"slow", "slower"});
  EXPECT_TRUE(in_order(world.seen, {"0 s: slow is asked", "2 s: slower is asked", "3 s: one is stopped",
                                    "3 s: found the file of slow"}))
      << "after two seconds the next is asked beside the first, who goes on";
}

TEST(Mirrors, TheFirstAnswerStopsAllOthersBeforeItArrives) {
  World world;
  runs(world,
       {{"a", {9s, answers}}, {"b", {9s, answers}}, {"quick", {1s, answers}}, {"never", {0s, answers}}},
       {"a", "b", "quick", "never"});
  EXPECT_TRUE(
      in_order(world.seen, {"0 s: a is asked", "2 s: b is asked", "4 s: quick is asked",
                            "5 s: one is stopped", "5 s: one is stopped", "5 s: found the file of quick"}))
      << "whoever is first, wins, and nobody works for nothing from then on";
}

TEST(Mirrors, AfterAFailureTheNextIsAskedAtOnce) {
  World world;
  runs(world, {{"broken", {1s, fails}}, {"worse", {0s, fails}}, {"good", {1s, answers}}},
       {"broken", "worse", "good"});
  EXPECT_TRUE(in_order(world.seen, {"0 s: broken is asked", "1 s: worse is asked", "1 s: good is asked",
                                    "2 s: found the file of good"}))
      << "a failure is news: there is nothing to be patient for";
}

TEST(Mirrors, OnlyTheOneAskedLastHastensTheNext) {
  World world;
  runs(world, {{"a", {3s, fails}}, {"b", {9s, answers}}, {"c", {1s, answers}}}, {"a", "b", "c"});
  EXPECT_TRUE(in_order(world.seen, {"0 s: a is asked", "2 s: b is asked", "4 s: c is asked",
                                    "5 s: one is stopped", "5 s: found the file of c"}))
      << "that a fails at second 3 is no news of b, who was asked last";
}

TEST(Mirrors, PatienceBeginsWhenOneIsAsked) {
  World world;
  runs(world, {{"a", {1s, fails}}, {"b", {9s, answers}}, {"c", {1s, answers}}}, {"a", "b", "c"});
  EXPECT_TRUE(in_order(world.seen, {"0 s: a is asked", "1 s: b is asked", "3 s: c is asked",
                                    "4 s: one is stopped", "4 s: found the file of c"}))
      << "two seconds for b, from second 1 on; nobody waits for a any more";
}

TEST(Mirrors, AMirrorThatFailsWhenItIsCalledHasFailed) {
  World world;
  runs(world, {{"broken", {0s, Ends::fails_when_called}}, {"good", {1s, answers}}}, {"broken", "good"});
  EXPECT_TRUE(in_order(world.seen,
                       {"0 s: broken cannot be called", "0 s: good is asked", "1 s: found the file of good"}))
      << "it has thrown before it brought a task; the next is asked all the same";
}

TEST(Mirrors, WhenTheLastHasFailedThereIsNoAnswer) {
  World world;
  runs(world, {{"slow", {6s, fails}}, {"broken", {1s, fails}}}, {"slow", "broken"});
  EXPECT_TRUE(
      in_order(world.seen, {"0 s: slow is asked", "2 s: broken is asked", "6 s: no mirror has answered"}))
      << "the slow one could have answered up to second 6";
}

TEST(Mirrors, OfNoneThereIsNoAnswer) {
  World world;
  runs(world, {}, {});
  EXPECT_TRUE(in_order(world.seen, {"0 s: no mirror has answered"})) << "nobody to ask";
}

TEST(Mirrors, AMistakeIsNotAFailureOfTheMirror) {
  World world;
  runs(world, {{"slow", {9s, answers}}, {"wrong", {1s, Ends::is_wrong}}, {"good", {1s, answers}}},
       {"slow", "wrong", "good"});
  EXPECT_TRUE(in_order(
      world.seen, {"0 s: slow is asked", "2 s: wrong is asked", "3 s: one is stopped", "3 s: a mistake"}))
      << "what is no std::system_error is thrown at once, and nobody else is asked";
}

TEST(Mirrors, NoOtherErrorIsAFailureOfTheMirror) {
  World world;
  runs(world, {{"slow", {9s, answers}}, {"odd", {1s, Ends::is_odd}}, {"good", {1s, answers}}},
       {"slow", "odd", "good"});
  EXPECT_TRUE(in_order(world.seen,
                       {"0 s: slow is asked", "2 s: odd is asked", "3 s: one is stopped", "3 s: no file"}))
      << "a std::runtime_error that is no std::system_error is thrown at once, and nobody else is asked";
}

TEST(Mirrors, WhoDestroysItStopsAll) {
  World world;
  world.mirrors = {{"a", {9s, answers}}, {"b", {9s, answers}}, {"c", {9s, answers}}};
  Future<std::string> searching = start(world.loop, world.search({"a", "b", "c"}));
  const Callback change_of_mind = world.timers.call_later(3s, [&] {
    searching = {};
    world.tell("never mind");
  });
  world.loop.run();
  EXPECT_TRUE(in_order(world.seen, {"0 s: a is asked", "2 s: b is asked", "3 s: one is stopped",
                                    "3 s: one is stopped", "3 s: never mind"}))
      << "whoever owns the search owns all that it has begun";
}

}  // namespace
