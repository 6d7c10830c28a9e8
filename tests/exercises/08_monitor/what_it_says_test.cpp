#include "08_monitor/what_it_says.hpp"

#include "check.hpp"

namespace {

static_assert(unroll::prediction.size() != 0 && unroll::prediction.front().size() < 1000,
              "a prediction is written down, and no program says it");

/// What is right is not said: it would be no prediction any more.
testing::AssertionResult predicted(std::size_t evening) {
  unroll::check::leave_alone();
  const std::vector<std::string> said = unroll::kitchen();
  const auto& prediction = unroll::prediction;
  const std::string_view line = evening <= prediction.size() ? prediction[evening - 1] : "";
  if (line == said.at(evening - 1)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "[wrong value]\n  \"" << line
                                     << "\" is not what is reported of evening " << evening;
}

TEST(WhatItSays, ASlowOneIsOneReport) {
  EXPECT_TRUE(predicted(1)) << "what is slow by itself is reported once, and is not counted again";
}

TEST(WhatItSays, SmallDelaysInARowAddUp) {
  EXPECT_TRUE(predicted(2)) << "none of them is slow, and together they hold everybody up";
}

TEST(WhatItSays, WhatTheLoopWaitsPaysOff) {
  EXPECT_TRUE(predicted(3)) << "a loop that waits in between has time for everybody";
}

TEST(WhatItSays, WhatIsTooShortToNoticeIsNoDebt) {
  EXPECT_TRUE(predicted(4)) << "short callbacks hold up nobody: others have their turn between them";
}

TEST(WhatItSays, WhoStoodTooLongInTheQueueIsNamed) {
  EXPECT_TRUE(predicted(5))
      << "nobody is slow, but there is too much of it: somebody stands in the queue too long";
}

TEST(WhatItSays, WhatMainDoesIsNobodysFault) {
  EXPECT_TRUE(predicted(6)) << "what main does between two runs is no callback";
}

TEST(WhatItSays, WhatNeverRanIsSeenTheMore) {
  EXPECT_TRUE(predicted(7)) << "a task that was made and never awaited did nothing, and that is worth a word";
  EXPECT_EQ(unroll::prediction.size(), 7U) << "a line for each evening";
}

TEST(WhatItSays, TheProgramIsStillTheSame) {
  unroll::check::leave_alone();
  EXPECT_TRUE(unroll::check::as_given_out(unroll::kitchen(), 16574282818347301069U))
      << "predict it; do not change it";
}

}  // namespace
