#include "01_queue/hello.hpp"

#include "check.hpp"

namespace {

using unroll::check::in_order;
using unroll::check::Seen;

struct Hello : testing::Test {
  Seen seen;
  unroll::Loop loop;

  void say_hello() {
    unroll::hello(loop, [this](const std::string& line) { seen(line); });
  }
};

TEST_F(Hello, PrintsNothingHereAndNow) {
  say_hello();
  seen("now the loop runs");
  loop.run();
  EXPECT_EQ(seen.lines().front(), "now the loop runs") << "what is posted waits until somebody runs the loop";
}

TEST_F(Hello, SaysHelloAndThenWorld) {
  say_hello();
  loop.run();
  EXPECT_TRUE(in_order(seen, {"Hello", "World"})) << "jobs run in the order in which they were posted";
}

TEST_F(Hello, PostsAJobForEachWord) {
  say_hello();
  loop.run_one();
  EXPECT_TRUE(in_order(seen, {"Hello"})) << "the first job prints one word";
}

TEST_F(Hello, PostsTwoJobsAndNoMore) {
  say_hello();
  int jobs = 0;
  while (jobs != 10 && loop.run_one()) ++jobs;
  EXPECT_EQ(jobs, 2) << "one job a word, and behind them the queue is empty";
}

TEST_F(Hello, HasPostedBothWhenItReturns) {
  say_hello();
  loop.post([this] { seen("posted behind hello"); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"Hello", "World", "posted behind hello"}))
      << "whoever posts behind hello comes behind both of its jobs";
}

}  // namespace
