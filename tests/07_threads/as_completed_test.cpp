#include "07_threads/as_completed.hpp"

#include "03_futures/several.hpp"
#include "03_futures/sleep_for.hpp"
#include "home.hpp"

namespace unroll {
namespace {

struct AsCompletedTest : testing::Test {
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};

  Future<int> after(Duration delay, int value) {
    return sleep_for(timers, delay).then([value] { return value; });
  }
};

Task<> note_all(AsCompleted<int>& each, Steps& steps) {
  while (each.left() != 0) {
    std::string step;
    try {
      step = std::to_string(co_await each.next());
    } catch (const std::runtime_error& error) {
      step = error.what();
    }
    steps.push_back(std::move(step));
  }
}

TEST_F(AsCompletedTest, BringsThemInTheOrderInWhichTheyEnd) {
  AsCompleted<int> each(loop, Several{after(3s, 3), after(1s, 1), after(2s, 2)});
  Steps steps;
  sync_wait(loop, note_all(each, steps));
  EXPECT_EQ(steps, (Steps{"1", "2", "3"}));
  EXPECT_EQ(clock.now(), TimePoint{3s});
}

TEST_F(AsCompletedTest, AnErrorIsOneOfThem) {
  Future<int> bad = after(1s, 0).then([](int) -> int { throw std::runtime_error("bad"); });
  AsCompleted<int> each(loop, Several{after(2s, 2), std::move(bad)});
  Steps steps;
  sync_wait(loop, note_all(each, steps));
  EXPECT_EQ(steps, (Steps{"bad", "2"}));
}

TEST_F(AsCompletedTest, WhenNoneIsLeftItSaysSo) {
  AsCompleted<int> none(loop, {});
  EXPECT_EQ(none.left(), 0U);
  EXPECT_THROW(sync_wait(loop, none.next()), std::logic_error);
}

TEST_F(AsCompletedTest, OfTwoWhoAskForTheLastOneIsRefused) {
  AsCompleted<int> each(loop, Several{after(2s, 2), after(1s, 1)});
  Future<int> first = start(loop, each.next());
  Future<int> second = start(loop, each.next());
  Future<int> third = start(loop, each.next());
  loop.run();
  EXPECT_EQ(first.get(), 1);
  EXPECT_EQ(second.get(), 2);
  ASSERT_TRUE(third.ready()) << "it would wait for ever";
  EXPECT_THROW(third.get(), std::logic_error);
}

/// Whoever asks is called off at every step: what he had not got the next one gets.
TEST_F(AsCompletedTest, WhoIsCalledOffLosesNone) {
  bool over = false;
  for (int steps = 0; !over && steps != 100; ++steps) {
    AsCompleted<int> each(loop, Several{after(1s, 1), after(2s, 2)});
    Future<int> asks = start(loop, each.next());
    for (int ran = 0; ran != steps && !asks.ready(); ++ran) loop.run_one();
    over = asks.ready();
    Steps got;
    if (over) got.push_back(std::to_string(asks.get()));
    asks = {};
    sync_wait(loop, note_all(each, got));
    ASSERT_EQ(got, (Steps{"1", "2"})) << "after " << steps << " jobs";
  }
  EXPECT_TRUE(over);
}

TEST_F(AsCompletedTest, DestroyedItCancelsThoseThatAreLeft) {
  const auto token = std::make_shared<int>();
  {
    Future<int> held = sleep_for(timers, 1h).then([token] { return *token; });
    AsCompleted<int> each(loop, Several{std::move(held)});
    EXPECT_EQ(token.use_count(), 2);
  }
  EXPECT_EQ(token.use_count(), 1);
  loop.run();
  EXPECT_EQ(clock.now(), TimePoint{}) << "nobody slept";
}

}  // namespace
}  // namespace unroll
