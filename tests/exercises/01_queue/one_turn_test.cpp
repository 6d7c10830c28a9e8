#include "01_queue/one_turn.hpp"

#include <functional>
#include <stdexcept>
#include <string>

#include "check.hpp"

namespace {

using unroll::Loop;
using unroll::run_turn;
using unroll::check::in_order;
using unroll::check::Seen;

struct OneTurn : testing::Test {
  Seen seen;
  Loop loop;

  void post(const std::string& name) {
    loop.post([this, name] { seen(name); });
  }
  void post_an_error() {
    loop.post([] { throw std::runtime_error("a job failed"); });
  }
  /// Posts itself again, for ever.
  void post_a_greedy_one(const std::string& name) {
    loop.post([this, name] {
      seen(name);
      post_a_greedy_one(name);
    });
  }
};

TEST_F(OneTurn, RunsAllThatStandInTheQueueInTheirOrder) {
  for (const char* name : {"a", "b", "c"}) post(name);
  run_turn(loop);
  EXPECT_TRUE(in_order(seen, {"a", "b", "c"})) << "a turn is all that stood in the queue when it began";
  EXPECT_TRUE(loop.empty()) << "nobody has posted, so nothing is left";
}

TEST_F(OneTurn, LeavesWhatItsJobsPostToTheNextTurn) {
  loop.post([this] {
    seen("a");
    post("posted by a");
  });
  post("b");
  run_turn(loop);
  seen("-");
  EXPECT_FALSE(loop.empty()) << "what was posted in the turn is still there";
  run_turn(loop);
  EXPECT_TRUE(in_order(seen, {"a", "b", "-", "posted by a"}))
      << "what is posted in a turn is not of this turn";
}

TEST_F(OneTurn, GivesOthersTheWordBetweenTwoTurns) {
  post_a_greedy_one("one");
  post_a_greedy_one("two");
  for (int turn = 0; turn != 3; ++turn) {
    run_turn(loop);
    seen("somebody else");
  }
  EXPECT_TRUE(in_order(
      seen, {"one", "two", "somebody else", "one", "two", "somebody else", "one", "two", "somebody else"}))
      << "two jobs that never end do not keep the others waiting";
}

TEST_F(OneTurn, ReturnsFromAnEmptyQueue) {
  run_turn(loop);
  EXPECT_TRUE(loop.empty()) << "nothing was there, nothing is there";
  post("a");
  run_turn(loop);
  run_turn(loop);
  EXPECT_TRUE(in_order(seen, {"a"})) << "an empty turn does no harm";
}

TEST_F(OneTurn, LetsAnErrorOutAndLosesNobody) {
  post("a");
  post_an_error();
  post("b");
  EXPECT_THROW(run_turn(loop), std::runtime_error) << "the error leaves run_turn";
  EXPECT_TRUE(in_order(seen, {"a"})) << "and the turn ends with it";
  for (const char* name : {"c", "d"}) post(name);
  EXPECT_NO_THROW(run_turn(loop));
  EXPECT_TRUE(in_order(seen, {"a", "b", "c", "d"}))
      << "the next turn goes on behind the job that threw, to the end of the queue";
}

TEST_F(OneTurn, LeavesALoopBehindAnErrorThatRunsAsBefore) {
  post("a");
  post_an_error();
  post("b");
  EXPECT_THROW(run_turn(loop), std::runtime_error) << "the error leaves run_turn";
  post("c");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"a", "b", "c"})) << "run knows nothing of a turn that was left";
}

}  // namespace
