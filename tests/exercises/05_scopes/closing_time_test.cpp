#include "05_scopes/closing_time.hpp"

#include <algorithm>
#include <string_view>

#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"

namespace {

using unroll::check::in_order;
using unroll::check::Lines;
using unroll::closing_time::prediction;

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

/// What follows that line; nothing if it does not stand there.
std::string behind(std::string_view line) {
  const auto found = std::find(prediction.begin(), prediction.end(), line);
  return found == prediction.end() || found + 1 == prediction.end() ? "" : *(found + 1);
}

Lines ending_with(const Lines& lines, const std::string& end) {
  Lines some;
  for (const std::string& line : lines) {
    if (line.size() >= end.size() && line.compare(line.size() - end.size(), end.size(), end) == 0)
      some.push_back(line);
  }
  return some;
}

/// Up to the first line where the two differ, with it: the rest is not given away.
void cut(Lines& one, Lines& other) {
  const auto differ = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  if (differ.first != one.end()) one.erase(differ.first + 1, one.end());
  if (differ.second != other.end()) other.erase(differ.second + 1, other.end());
}

TEST(ClosingTime, SpawnedTasksBeginInJobsOfTheirOwn) {
  ASSERT_FALSE(prediction.empty());
  EXPECT_EQ(prediction[0], "the door is open") << "whoever spawns goes on first, up to where he waits";
}

TEST(ClosingTime, NobodyBeginsInACancelledScope) {
  EXPECT_FALSE(says("Dora comes")) << "Dora was spawned behind `cancel`: she is destroyed unbegun";
  EXPECT_FALSE(says("Dora goes")) << "what Dora's function declares was never there, so nothing of it can go";
}

TEST(ClosingTime, CancelDestroysNothingHereAndNow) {
  EXPECT_EQ(behind("we are closing"), "good night")
      << "`cancel` posts a job that destroys; whoever called it goes on to his next wait";
}

TEST(ClosingTime, WhoIsCancelledIsNotResumed) {
  EXPECT_FALSE(says("the floor is swept"))
      << "whoever cancels his own scope runs to his next wait, no further";
  EXPECT_FALSE(says("Clara pays")) << "her wait would end at second 3";
  EXPECT_FALSE(says("Boris pays")) << "his wait ended at second 2 as well, but the waiter came before him";
}

TEST(ClosingTime, CleanUpsRunInTheOrderOfSpawning) {
  EXPECT_TRUE(in_order(ending_with(told(), " goes"), ending_with(prediction, " goes")))
      << "a cancelled task runs its clean-ups, first spawned first";
}

TEST(ClosingTime, TheJoinEndsWhenEverybodyHasGone) {
  ASSERT_FALSE(prediction.empty());
  EXPECT_EQ(prediction.back(), "the lights are out") << "nobody outlives the scope";
}

TEST(ClosingTime, ThePredictionIsWhatHappens) {
  Lines happened = told();
  Lines predicted = prediction;
  cut(happened, predicted);
  EXPECT_TRUE(in_order(happened, predicted)) << "up to the first line that is another than you said";
}

}  // namespace
