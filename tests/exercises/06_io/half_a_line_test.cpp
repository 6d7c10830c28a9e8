#include "06_io/half_a_line.hpp"

#include <algorithm>
#include <string_view>

#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"

namespace {

using unroll::check::foretold;
using unroll::check::Lines;
using unroll::half_a_line::prediction;

static_assert(prediction.size() != 0 && prediction.front().size() < 1000,
              "a prediction is written down, and no program says it");

/// What `foretold` compares.
Lines written_down() { return {prediction.begin(), prediction.end()}; }

Lines told() {
  Lines lines;
  unroll::Loop loop;
  unroll::FakeClock clock;
  unroll::Poller poller(loop, clock);
  sync_wait(loop, unroll::half_a_line::evening(poller, lines));
  return lines;
}

/// Where that line stands; behind the last one if it does not.
std::size_t place_of(std::string_view line) {
  const auto found = std::find(prediction.begin(), prediction.end(), line);
  return static_cast<std::size_t>(found - prediction.begin());
}
bool says(std::string_view line) { return place_of(line) != prediction.size(); }

/// Whether the line with that number is foretold. What is right is not said, here neither: it would be no
/// prediction any more.
testing::AssertionResult foresees(std::size_t number) {
  const std::string line = told().at(number - 1);
  if (says(line)) return testing::AssertionSuccess();
  testing::AssertionResult wrong = testing::AssertionFailure() << "[wrong value]\n";
  wrong << "  one \"" << line.substr(0, line.find(' ')) << "\" is missing among those that you have:";
  for (const std::string_view yours : prediction) {
    if (yours.starts_with(line.substr(0, line.find(' ')))) wrong << "\n  " << yours;
  }
  return wrong;
}

testing::AssertionResult begins_right() {
  if (prediction.front() == told().front()) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "[wrong value]\n  the first line is another one than \""
                                     << prediction.front() << "\"";
}

TEST(HalfALine, AWriteWakesNobodyHereAndNow) {
  EXPECT_TRUE(begins_right()) << "the kernel takes the bytes at once; the reader is woken later";
}

TEST(HalfALine, AReadBringsWhatThereIs) {
  EXPECT_TRUE(foresees(2)) << "two writes, one read: the kernel keeps bytes, and no seams";
}

TEST(HalfALine, AReadBringsNoMoreThanItsRoomHolds) {
  EXPECT_TRUE(foresees(3)) << "ten bytes are there, and there is room for eight; two are left";
}

TEST(HalfALine, WithoutItsEndALineIsNotRead) {
  EXPECT_FALSE(says("line: 89")) << "two bytes of the line are there for five seconds, but not its end";
}

TEST(HalfALine, AReadThatIsCutOffLosesNothing) {
  EXPECT_FALSE(says("line: /")) << "the read that timed out had seen two bytes, and took none of them along";
}

TEST(HalfALine, AtTheEndComesWhatIsLeft) {
  EXPECT_TRUE(foresees(8)) << "no end of a line will come any more, so this is all there is";
}

TEST(HalfALine, ThePredictionIsWhatHappens) {
  EXPECT_TRUE(foretold(told(), written_down())) << "just these lines, in this order";
}

TEST(HalfALine, TheProgramIsStillTheSame) {
  EXPECT_TRUE(unroll::check::as_given_out(told(), 17209757970452819147U)) << "predict it; do not change it";
}

}  // namespace
