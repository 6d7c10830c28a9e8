#include "01_queue/toy_loop.hpp"

#include <string>

#include "check.hpp"

namespace {

using unroll::ToyLoop;
using unroll::check::in_order;
using unroll::check::Seen;

struct Toy : testing::Test {
  Seen seen;

  void put(ToyLoop& loop, const std::string& name) {
    loop.put([this, name] { seen(name); });
  }
};

TEST_F(Toy, BeginsWithTheOldest) {
  ToyLoop loop(2);
  for (const char* name : {"a", "b", "c"}) put(loop, name);
  loop.start();
  ASSERT_FALSE(seen.empty()) << "it may run two";
  EXPECT_TRUE(in_order({seen.lines().front()}, {"a"})) << "who was put first runs first";
}

TEST_F(Toy, RunsAsManyAsItMayAndNoMore) {
  ToyLoop loop(2);
  for (const char* name : {"a", "b", "c"}) put(loop, name);
  loop.start();
  EXPECT_TRUE(in_order(seen, {"a", "b"})) << "it may run two, the oldest first";
}

TEST_F(Toy, LosesNoneWhenItHasRunAsManyAsItMay) {
  ToyLoop loop(2);
  for (const char* name : {"a", "b", "c", "d", "e"}) put(loop, name);
  loop.start();
  seen("again");
  loop.start();
  EXPECT_TRUE(in_order(seen, {"a", "b", "again", "c", "d"})) << "the third was not run, so it is still there";
}

TEST_F(Toy, ReturnsWhenNoneIsLeft) {
  ToyLoop loop(10);
  put(loop, "a");
  EXPECT_NO_THROW(loop.start()) << "nobody will put another one: there is nothing to wait for";
  EXPECT_NO_THROW(loop.start()) << "and nothing at all is there the second time";
  EXPECT_TRUE(in_order(seen, {"a"}));
}

TEST_F(Toy, EndsAGameThatNeverEnds) {
  ToyLoop loop(3);
  std::function<void()> play = [&] {
    seen("play");
    loop.put(play);
  };
  loop.put(play);
  loop.start();
  seen("again");
  loop.start();
  EXPECT_TRUE(in_order(seen, {"play", "play", "play", "again", "play", "play", "play"}))
      << "every start counts anew";
}

TEST_F(Toy, CountsAnewAlsoBehindARunThatFoundNoneLeft) {
  ToyLoop loop(2);
  put(loop, "a");
  loop.start();
  for (const char* name : {"b", "c", "d"}) put(loop, name);
  loop.start();
  EXPECT_TRUE(in_order(seen, {"a", "b", "c"})) << "what the last start did not use up is not saved";
}

TEST_F(Toy, GoesOnBehindAFunctionThatThrew) {
  ToyLoop loop(2);
  loop.put([] { throw std::runtime_error("out of paper"); });
  for (const char* name : {"a", "b", "c"}) put(loop, name);
  EXPECT_THROW(loop.start(), std::runtime_error) << "the error leaves start";
  EXPECT_TRUE(in_order(seen, {})) << "and start ends with it";
  loop.start();
  EXPECT_TRUE(in_order(seen, {"a", "b"})) << "the function that threw is gone; the others are not";
}

TEST_F(Toy, CountsAnewAlsoBehindAFunctionThatThrew) {
  ToyLoop loop(2);
  put(loop, "a");
  loop.put([] { throw std::runtime_error("out of paper"); });
  for (const char* name : {"b", "c"}) put(loop, name);
  EXPECT_THROW(loop.start(), std::runtime_error) << "the second one fails";
  seen("again");
  loop.start();
  EXPECT_TRUE(in_order(seen, {"a", "again", "b", "c"})) << "what ran before the error counts no more";
}

TEST_F(Toy, KnowsNothingOfAnotherLoop) {
  ToyLoop one(1);
  ToyLoop other(2);
  for (const char* name : {"a", "b"}) put(one, name);
  for (const char* name : {"c", "d", "e"}) put(other, name);
  one.start();
  seen("the other");
  other.start();
  EXPECT_TRUE(in_order(seen, {"a", "the other", "c", "d"})) << "each has its own queue, and its own count";
}

}  // namespace
