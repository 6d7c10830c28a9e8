#include "05_scopes/closing_time.hpp"

#include <algorithm>
#include <string_view>

#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"

namespace {

using unroll::check::foretold;
using unroll::check::Lines;
using unroll::closing_time::prediction;

static_assert(prediction.size() != 0 && prediction.front().size() < 1000,
              "a prediction is written down, and no program says it");

/// What `foretold` compares.
Lines written_down() { return {prediction.begin(), prediction.end()}; }

Lines told() {
  Lines lines;
  unroll::Loop loop;
  unroll::FakeClock clock;
  unroll::Timers timers(loop, clock);
  sync_wait(loop, unroll::closing_time::evening(timers, lines));
  return lines;
}

bool says(std::string_view line) {
  return std::find(prediction.begin(), prediction.end(), line) != prediction.end();
}

/// Whether that line has a right one behind it. What is right is not said, here neither: it would be no
/// prediction any more.
testing::AssertionResult is_followed_right(std::string_view line) {
  const auto found = std::find(prediction.begin(), prediction.end(), line);
  if (found == prediction.end())
    return testing::AssertionFailure() << "[wrong value]\n  \"" << line << "\" is missing";
  const std::string_view behind = found + 1 == prediction.end() ? "nothing" : *(found + 1);
  const Lines lines = told();
  const auto right = std::find(lines.begin(), lines.end(), line);
  if (right != lines.end() && right + 1 != lines.end() && behind == *(right + 1))
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << "[wrong value]\n  behind \"" << line
                                     << "\" comes another line than \"" << behind << "\"";
}

testing::AssertionResult is_right(const char* which, std::string_view line, std::string_view right) {
  if (line == right) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "[wrong value]\n  the " << which << " line is another one than \""
                                     << line << "\"";
}

Lines ending_with(const Lines& lines, const std::string& end) {
  Lines some;
  for (const std::string& line : lines) {
    if (line.size() >= end.size() && line.compare(line.size() - end.size(), end.size(), end) == 0)
      some.push_back(line);
  }
  return some;
}

TEST(ClosingTime, SpawnedTasksBeginInJobsOfTheirOwn) {
  EXPECT_TRUE(is_right("first", prediction.front(), told().front()))
      << "whoever spawns goes on first, up to where he waits";
}

TEST(ClosingTime, NobodyBeginsInACancelledScope) {
  EXPECT_FALSE(says("Dora comes")) << "Dora was spawned behind `cancel`: she is destroyed unbegun";
  EXPECT_FALSE(says("Dora goes")) << "what Dora's function declares was never there, so nothing of it can go";
}

TEST(ClosingTime, CancelDestroysNothingHereAndNow) {
  EXPECT_TRUE(is_followed_right("we are closing"))
      << "`cancel` posts a job that destroys; whoever called it goes on to his next wait";
}

TEST(ClosingTime, WhoIsCancelledIsNotResumed) {
  EXPECT_FALSE(says("the floor is swept"))
      << "whoever cancels his own scope runs to his next wait, no further";
  EXPECT_FALSE(says("Clara pays")) << "her wait would end at second 3";
  EXPECT_FALSE(says("Boris pays")) << "his wait ended at second 2 as well, but the waiter came before him";
}

TEST(ClosingTime, CleanUpsRunInTheOrderOfSpawning) {
  EXPECT_TRUE(foretold(ending_with(told(), " goes"), ending_with(written_down(), " goes")))
      << "a cancelled task runs its clean-ups, first spawned first";
}

TEST(ClosingTime, TheJoinEndsWhenEverybodyHasGone) {
  EXPECT_TRUE(is_right("last", prediction.back(), told().back())) << "nobody outlives the scope";
}

TEST(ClosingTime, ThePredictionIsWhatHappens) {
  EXPECT_TRUE(foretold(told(), written_down())) << "just these lines, in this order";
}

TEST(ClosingTime, TheProgramIsStillTheSame) {
  EXPECT_TRUE(unroll::check::as_given_out(told(), 17375160836926887845U)) << "predict it; do not change it";
}

}  // namespace
