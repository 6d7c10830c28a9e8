#include "01_queue/first_loop.hpp"

#include <memory>
#include <stdexcept>
#include <utility>

#include "check.hpp"

namespace {

using unroll::FirstLoop;
using unroll::check::in_order;
using unroll::check::Seen;

TEST(FirstLoop, RunsJobsInTheOrderTheyCame) {
  Seen seen;
  FirstLoop loop;
  for (const char* name : {"a", "b", "c"}) loop.post([&seen, name] { seen(name); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a", "b", "c"})) << "a queue: who comes first is served first";
}

TEST(FirstLoop, PostNeverRunsTheJobHereAndNow) {
  Seen seen;
  FirstLoop loop;
  loop.post([&] {
    loop.post([&] { seen("the job"); });
    seen("behind post");
  });
  seen("before run");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"before run", "behind post", "the job"})) << "post only puts it into the queue";
}

TEST(FirstLoop, RunsWhatAJobPostsBehindAllThatWasPostedBefore) {
  Seen seen;
  FirstLoop loop;
  loop.post([&] {
    seen("a");
    loop.post([&] { seen("posted by a"); });
  });
  loop.post([&] { seen("b"); });
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a", "b", "posted by a"})) << "b was there before a posted";
}

TEST(FirstLoop, RunsAJobOnce) {
  Seen seen;
  FirstLoop loop;
  loop.post([&] { seen("a"); });
  loop.run();
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a"})) << "a job that has run is gone";
}

TEST(FirstLoop, GoesOnBehindAJobThatThrew) {
  Seen seen;
  FirstLoop loop;
  loop.post([] { throw std::runtime_error("a job failed"); });
  loop.post([&] { seen("b"); });
  EXPECT_THROW(loop.run(), std::runtime_error) << "the error leaves run";
  loop.run();
  EXPECT_TRUE(in_order(seen, {"b"})) << "the next run goes on behind the job that threw";
}

TEST(FirstLoop, GoesOnBehindAnErrorOfAnyKind) {
  Seen seen;
  FirstLoop loop;
  loop.post([&] {
    seen("throws");
    throw 1;
  });
  loop.post([&] { seen("b"); });
  EXPECT_THROW(loop.run(), int) << "whatever a job throws leaves run";
  EXPECT_NO_THROW(loop.run()) << "a job runs once, also one that threw";
  EXPECT_TRUE(in_order(seen, {"throws", "b"})) << "and the next run goes on behind it";
}

TEST(FirstLoop, KeepsTheOrderBehindAJobThatThrew) {
  Seen seen;
  FirstLoop loop;
  loop.post([&] {
    seen("a");
    loop.post([&] { seen("posted by a"); });
  });
  loop.post([] { throw std::runtime_error("a job failed"); });
  loop.post([&] { seen("b"); });
  EXPECT_THROW(loop.run(), std::runtime_error) << "the error leaves run";
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a", "b", "posted by a"})) << "b was there before a posted, error or not";
}

TEST(FirstLoop, LetsGoOfAJobThatHasRun) {
  FirstLoop loop;
  auto held = std::make_shared<int>(1);
  bool gone = false;
  loop.post([held] {});
  loop.post([&] { gone = held.use_count() == 1; });
  loop.run();
  EXPECT_TRUE(gone) << "a job that has run is gone, with all that it captured, before the next one begins";
}

/// The job looks at nothing of its own: one that is gone can still say so.
TEST(FirstLoop, KeepsAJobUntilItHasRun) {
  static std::weak_ptr<int> captured;
  static bool there = false;
  FirstLoop loop;
  auto held = std::make_shared<int>(1);
  captured = held;
  loop.post([held = std::move(held)] { there = !captured.expired(); });
  loop.run();
  EXPECT_TRUE(there) << "a job has what it captured until it returns";
}

TEST(FirstLoop, KnowsNothingOfAnotherLoop) {
  Seen seen;
  FirstLoop one;
  FirstLoop other;
  one.post([&] { seen("a job of one"); });
  other.post([&] { seen("a job of the other"); });
  other.run();
  seen("now one runs");
  one.run();
  EXPECT_TRUE(in_order(seen, {"a job of the other", "now one runs", "a job of one"}))
      << "each loop has a queue of its own";
}

}  // namespace
