#include "03_futures/all.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "05_scopes/scope.hpp"
#include "06_io/stream.hpp"
#include "07_threads/event.hpp"
#include "watched.hpp"

namespace unroll::monitor {
namespace {

const std::string inner_waits = above(-1);
Task<> inner(Timers& timers) { co_await sleep_for(timers, 3s); }
const std::string outer_waits = above(-1);
Task<> outer(Timers& timers) { co_await inner(timers); }

TEST(Dump, SaysOfEachTaskWhereItWaitsAndForWhat) {
  Watched here;
  const Future<void> task = start(here.loop, outer(here.timers), "sleeper");
  const std::string started = above(1);
  here.loop.run_one();
  EXPECT_EQ(here.dump(), "task \"sleeper\", started at " + started + "\n  outer() waits at " + outer_waits +
                             "\n  inner() waits at " + inner_waits + "\n    for the clock, in 3.000 s\n");
}

TEST(Dump, TheNewestComesFirstAndWhoHasEndedIsNotThere) {
  Watched here;
  const Future<void> one = start(here.loop, inner(here.timers), "one");
  here.loop.run_one();
  here.clock.advance(1s);
  const Future<void> two = start(here.loop, inner(here.timers), "two");
  const std::string before = here.dump();
  EXPECT_LT(before.find("\"two\""), before.find("\"one\"")) << before;
  EXPECT_NE(before.find("has not begun"), std::string::npos) << before;
  while (!one.ready()) ASSERT_TRUE(here.loop.run_one());
  EXPECT_EQ(here.dump().find("\"one\""), std::string::npos) << here.dump();
  EXPECT_NE(here.dump().find("\"two\""), std::string::npos) << here.dump();
  here.loop.run();
  EXPECT_EQ(here.dump(), "");
}

Task<> join(Scope& scope) { co_await scope.join(); }

TEST(Dump, WhoJoinsWaitsForTheTasksOfTheScope) {
  Watched here;
  Scope scope(here.loop);
  scope.spawn(inner(here.timers), "child");
  scope.spawn(inner(here.timers), "other child");
  const Future<void> parent = start(here.loop, join(scope), "parent");
  for (int i = 0; i != 3; ++i) here.loop.run_one();
  const std::string dump = here.dump();
  EXPECT_NE(dump.find("for 2 others, of which there wait: "), std::string::npos) << dump;
  EXPECT_NE(dump.find("task \"child\""), std::string::npos) << dump;
  here.loop.run();
}

Task<> takes_one(Future<std::vector<int>> all) { (void)co_await std::move(all); }

TEST(Dump, AFutureThatIsMadeOfOthersLeadsToThoseThatAreMissing) {
  Watched here;
  Promise<int> first(here.loop, "first");
  Promise<int> second(here.loop, "second");
  std::vector<Future<int>> both;
  both.push_back(first.get_future());
  both.push_back(second.get_future());
  const Future<void> task = start(here.loop, takes_one(all(here.loop, std::move(both))));
  first.set_value(1);
  for (int i = 0; i != 2; ++i) here.loop.run_one();
  const std::string dump = here.dump();
  EXPECT_EQ(dump.find("\"first\""), std::string::npos) << dump;
  EXPECT_NE(dump.find("\"second\": whoever holds the promise"), std::string::npos) << dump;
}

Task<> reads(Pipe& pipe) { (void)co_await pipe.out.read_all(); }

TEST(Dump, WhoReadsWaitsForTheKernel) {
  Watched here;
  Loop loop;
  Poller poller(loop);
  Pipe pipe = make_pipe(poller);
  const Future<void> task = start(loop, reads(pipe), "reader");
  loop.run_one();
  EXPECT_NE(here.dump().find("for the kernel, to say that descriptor "), std::string::npos) << here.dump();
}

TEST(Dump, WhoWasWokenIsSaidToStandInTheQueue) {
  Watched here;
  Promise<int> word(here.loop);
  std::vector<Future<int>> one;
  one.push_back(word.get_future());
  const Future<void> task = start(here.loop, takes_one(all(here.loop, std::move(one))));
  here.loop.run_one();
  word.set_value(1);
  here.loop.run_one();
  EXPECT_NE(here.dump().find("what is there already: its job stands in the queue"), std::string::npos)
      << here.dump();
}

TEST(Dump, WhoWaitsForSeveralThatAreAllThereIsSaidToStandInTheQueueToo) {
  Watched here;
  Promise<int> first(here.loop);
  Promise<int> second(here.loop);
  std::vector<Future<int>> both;
  both.push_back(first.get_future());
  both.push_back(second.get_future());
  const Future<void> task = start(here.loop, takes_one(all(here.loop, std::move(both))));
  here.loop.run_one();
  first.set_value(1);
  second.set_value(2);
  EXPECT_NE(here.dump().find("for what is there already: its job stands in the queue"), std::string::npos)
      << here.dump();
  here.loop.run();
}

TEST(Dump, AsJsonItSaysTheSame) {
  Watched here;
  const Future<void> task = start(here.loop, outer(here.timers), "a \"sleeper\"");
  const std::string started = above(1);
  here.loop.run_one();
  EXPECT_EQ(here.dump(Form::json), "\"tasks\":[{\"task\":\"a \\\"sleeper\\\"\",\"started\":\"" + started +
                                       "\",\"frames\":[{\"function\":\"outer\",\"at\":\"" + outer_waits +
                                       "\"},{\"function\":\"inner\",\"at\":\"" + inner_waits +
                                       "\"}],\"waits_for\":\"the clock, in 3.000 s\"}]");
}

/// A monitor to which something is done in the midst of a step.
struct Disturbed {
  using Disturb = void (*)(Monitor&);
  explicit Disturbed(Disturb disturb) : monitor([this, disturb](const Report&) { disturb(monitor); }) {}
  void be_slow() {
    loop.post([this] { clock.advance(1s); });
    loop.run();
  }
  Monitor monitor;
  Loop loop;
  FakeClock clock;
};

int answers = 0;

TEST(Dump, InTheMidstOfAStepIsRefused) {
  answers = 0;
  Disturbed here([](Monitor& monitor) {
    Output out([](void*, const char*, std::size_t) { ADD_FAILURE() << "something was written"; }, nullptr);
    EXPECT_FALSE(monitor.dump(out));
    ++answers;
  });
  here.be_slow();
  EXPECT_EQ(answers, 1);
}

TEST(Dump, WhoAsksInTheMidstOfAStepIsAnsweredBehindIt) {
  answers = 0;
  Disturbed here([](Monitor& monitor) {
    monitor.between_steps([](Monitor&) { ++answers; });
    EXPECT_EQ(answers, 0);
  });
  here.be_slow();
  EXPECT_EQ(answers, 1);
}

std::vector<std::string> heard_of;

TEST(Dump, WhoAsksInTheMidstOfAnAnswerIsAnsweredBehindIt) {
  heard_of.clear();
  Watched here;
  here.monitor.between_steps([](Monitor& monitor) {
    heard_of.push_back("an answer begins");
    monitor.between_steps([](Monitor&) { heard_of.push_back("another answer"); });
    heard_of.push_back("the answer ends");
  });
  EXPECT_EQ(heard_of, (std::vector<std::string>{"an answer begins", "the answer ends", "another answer"}));
}

TEST(Dump, ATaskKeepsItsNameWhenOthersEndAndNewOnesBegin) {
  Watched here;
  std::vector<Future<void>> tasks;
  for (const char* name : {"one", "two", "three"})
    tasks.push_back(start(here.loop, inner(here.timers), name));
  here.loop.run_one();
  tasks.erase(tasks.begin() + 1);
  for (const char* name : {"four", "five"}) tasks.push_back(start(here.loop, inner(here.timers), name));
  const std::string dump = here.dump();
  for (const char* name : {"one", "three", "four", "five"})
    EXPECT_NE(dump.find('"' + std::string(name) + '"'), std::string::npos) << name << " in\n" << dump;
  EXPECT_EQ(dump.find("\"two\""), std::string::npos) << dump;
}

TEST(Dump, NothingIsKeptOfWhatIsGone) {
  Watched here;
  const auto known = [&] { return here.monitor.known(); };
  const std::size_t before = known();
  for (int i = 0; i != 100; ++i) {
    const Future<void> task = start(here.loop, outer(here.timers), "sleeper");
    if (i % 2 == 0) here.loop.run();
    if (i % 4 == 1) here.loop.run_one();
    Callback called_off = here.timers.call_later(1s, [] {});
    Future<void> nap = sleep_for(here.timers, 1s).then([] {});
  }
  here.loop.run();
  EXPECT_EQ(known(), before);
}

}  // namespace
}  // namespace unroll::monitor
