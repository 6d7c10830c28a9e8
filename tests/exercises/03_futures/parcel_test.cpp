#include "03_futures/parcel.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "check.hpp"

namespace {

using namespace unroll;
using unroll::check::in_order;
using unroll::check::Seen;

/// Does what the test says, at once or when the test says so.
class TestShop final : public Shop {
 public:
  explicit TestShop(Seen& told) : seen(told) {}

  void price_of(std::string what, std::function<void(int)> done, Failed failed) override {
    step("price of " + what, [done = std::move(done)] { done(30); }, std::move(failed));
  }
  void pay(int amount, std::function<void()> done, Failed failed) override {
    step("pay " + std::to_string(amount), std::move(done), std::move(failed));
  }
  void send(std::string what, std::function<void(std::string)> done, Failed failed) override {
    step("send " + what, [done = std::move(done)] { done("parcel 7"); }, std::move(failed));
  }

  /// What the shop was asked for last comes to its end.
  void answer() {
    const auto now = std::exchange(pending, nullptr);
    ASSERT_TRUE(now) << "a step is under way";
    now();
    seen("answered");
  }

  Seen& seen;
  bool at_once = false;
  std::string failing;  // this step fails
  std::function<void()> pending;

 private:
  void step(const std::string& what, std::function<void()> done, Failed failed) {
    seen(what);
    pending = [fails = what == failing, done = std::move(done), failed = std::move(failed)] {
      if (fails) return failed("the shop is sorry");
      done();
    };
    if (at_once) answer();
  }
};

struct World {
  Seen seen;
  Loop loop;
  TestShop shop{seen};

  /// What the shop was asked for so far.
  check::Lines steps() const {
    check::Lines lines = seen.lines();
    std::erase(lines, "answered");
    return lines;
  }
  Future<std::string> ask(std::string what) { return order(loop, shop, std::move(what)); }
  void go_on() {
    shop.answer();
    loop.run();
  }
};

std::string outcome(Future<std::string> order) {
  if (!order.ready()) return "nothing yet";
  try {
    return order.get();
  } catch (const BrokenPromise&) {
    return "a broken promise";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

TEST(Parcel, AsksForThePriceHereAndNow) {
  World world;
  Future<std::string> order = world.ask("tea");
  EXPECT_TRUE(in_order(world.steps(), {"price of tea"})) << "the first step has nothing to wait for";
}

TEST(Parcel, BringsTheNumberOfTheParcel) {
  World world;
  Future<std::string> order = world.ask("tea");
  for (int step = 0; step != 3 && world.shop.pending; ++step) world.go_on();
  EXPECT_EQ(outcome(std::move(order)), "parcel 7") << "what the last step brings is what the order brings";
}

TEST(Parcel, SendsOnlyWhenItIsPaid) {
  World world;
  Future<std::string> order = world.ask("tea");
  world.loop.run();
  EXPECT_TRUE(in_order(world.steps(), {"price of tea"})) << "nothing is paid before there is a price";
  world.go_on();
  EXPECT_TRUE(in_order(world.steps(), {"price of tea", "pay 30"})) << "nothing is sent before it is paid";
}

TEST(Parcel, SendsWhatWasAskedFor) {
  World world;
  Future<std::string> order = world.ask("a name too long to lie in the string itself");
  for (int step = 0; step != 2 && world.shop.pending; ++step) world.go_on();
  ASSERT_FALSE(world.seen.empty()) << "the shop was asked for nothing";
  EXPECT_EQ(world.steps().back(), "send a name too long to lie in the string itself")
      << "a step that runs later owns what it uses";
}

TEST(Parcel, TheReasonOfAFailureArrives) {
  for (const char* step : {"price of tea", "pay 30", "send tea"}) {
    World world;
    world.shop.failing = step;
    Future<std::string> order = world.ask("tea");
    try {
      for (int left = 3; left != 0 && world.shop.pending; --left) world.go_on();
    } catch (const std::exception& error) {
      ADD_FAILURE() << "an error was thrown into the shop, which cannot know what to do with it";
    }
    EXPECT_EQ(outcome(std::move(order)), "the shop is sorry") << "it failed at: " << step;
  }
}

TEST(Parcel, AFailureEndsTheOrder) {
  World world;
  world.shop.failing = "pay 30";
  Future<std::string> order = world.ask("tea");
  for (int step = 0; step != 2 && world.shop.pending; ++step) world.go_on();
  EXPECT_TRUE(in_order(world.steps(), {"price of tea", "pay 30"})) << "who did not pay gets no parcel";
  EXPECT_EQ(outcome(std::move(order)), "the shop is sorry") << "and hears why";
}

TEST(Parcel, AnAnswerHereAndNowRunsNobodyInsideIt) {
  World world;
  world.shop.at_once = true;
  Future<std::string> order = world.ask("tea");
  world.seen("behind order");
  world.loop.run();
  EXPECT_TRUE(in_order(
      world.seen, {"price of tea", "answered", "behind order", "pay 30", "answered", "send tea", "answered"}))
      << "each step begins in a job of the loop, also when the shop answers at once";
  EXPECT_EQ(outcome(std::move(order)), "parcel 7") << "and all goes well";
}

TEST(Parcel, ALostCallbackBreaksThePromise) {
  for (int lost = 0; lost != 3; ++lost) {
    World world;
    Future<std::string> order = world.ask("tea");
    for (int step = 0; step != lost; ++step) world.go_on();
    world.shop.pending = nullptr;
    world.loop.run();
    EXPECT_EQ(outcome(std::move(order)), "a broken promise")
        << "nobody can answer any more, so nobody may wait";
  }
}

TEST(Parcel, DestroyingTheFutureCallsItOff) {
  World world;
  {
    Future<std::string> order = world.ask("tea");
    world.loop.run();
  }
  world.go_on();
  EXPECT_TRUE(in_order(world.steps(), {"price of tea"})) << "who does not want the parcel does not pay";
}

TEST(Parcel, TwoOrdersDoNotKnowEachOther) {
  World one;
  World other;
  Future<std::string> first = one.ask("tea");
  Future<std::string> second = other.ask("salt");
  other.shop.failing = "send salt";
  for (int step = 0; step != 3 && one.shop.pending && other.shop.pending; ++step) {
    other.go_on();
    one.go_on();
  }
  EXPECT_EQ(outcome(std::move(first)), "parcel 7") << "the first goes well";
  EXPECT_EQ(outcome(std::move(second)), "the shop is sorry") << "the second fails, and only that";
}

}  // namespace
