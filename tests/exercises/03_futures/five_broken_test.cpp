#include "03_futures/five_broken.hpp"

#include <memory>
#include <string>

#include "check.hpp"
#include "five_broken/broken/pairs.hpp"

namespace {

using namespace unroll;
using unroll::broken::ByHand;
using unroll::broken::Fault;
using unroll::broken::OfTheChapter;

Make with(Fault fault) {
  return [fault](Loop& loop) { return std::make_unique<ByHand>(loop, fault); };
}

TEST(FiveBroken, AcceptsThoseOfTheChapter) {
  EXPECT_EQ(judge([](Loop& loop) { return std::make_unique<OfTheChapter>(loop); }), "")
      << "Promise and Future keep all that is promised here";
}

TEST(FiveBroken, AcceptsOneThatTakesTwoTurns) {
  EXPECT_EQ(judge(with(Fault::none)), "") << "later is later: how many turns it takes, nobody promised";
}

TEST(FiveBroken, RefusesWhatCallsHereAndNow) {
  EXPECT_NE(judge(with(Fault::calls_here_and_now)), "") << "set_value calls whoever waits, inside set_value";
}

TEST(FiveBroken, RefusesWhatCallsHereAndNowOnlySometimes) {
  EXPECT_NE(judge(with(Fault::sometimes_here_and_now)), "")
      << "wait calls whoever waits at once, if the value is there already";
}

TEST(FiveBroken, RefusesWhatLosesAnEarlyValue) {
  EXPECT_NE(judge(with(Fault::loses_an_early_value)), "")
      << "a value that was set before anybody waited never arrives";
}

TEST(FiveBroken, RefusesWhatBreaksInSilence) {
  EXPECT_NE(judge(with(Fault::breaks_in_silence)), "")
      << "the promise is destroyed, and who waits is not told";
  EXPECT_NE(judge(with(Fault::loses_errors)), "") << "an error is set, and who waits is not told";
}

TEST(FiveBroken, RefusesWhatTakesASecondValue) {
  EXPECT_NE(judge(with(Fault::takes_a_second_value)), "")
      << "a value is set a second time, and takes the place of the first";
  EXPECT_NE(judge(with(Fault::drops_a_second_value)), "")
      << "a value is set a second time, and whoever sets it hears no error";
  EXPECT_NE(judge(with(Fault::throws_and_takes)), "")
      << "a value is set a second time, and is refused, and takes the place of the first all the same";
}

}  // namespace
