#include "06_io/half_a_line.hpp"

#include <algorithm>
#include <string_view>

#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"

namespace {

using unroll::check::in_order;
using unroll::check::Lines;
using unroll::half_a_line::prediction;

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

/// Up to the first line where the two differ, with it: the rest is not given away.
void cut(Lines& one, Lines& other) {
  const auto differ = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  if (differ.first != one.end()) one.erase(differ.first + 1, one.end());
  if (differ.second != other.end()) other.erase(differ.second + 1, other.end());
}

TEST(HalfALine, AWriteWakesNobodyHereAndNow) {
  ASSERT_FALSE(prediction.empty());
  EXPECT_EQ(prediction[0], "written") << "the kernel takes the bytes at once; the reader is woken later";
}

TEST(HalfALine, AReadBringsWhatThereIs) {
  EXPECT_TRUE(says("some: a/bc/")) << "two writes, one read: the kernel keeps bytes, and no seams";
}

TEST(HalfALine, AReadBringsNoMoreThanItsRoomHolds) {
  EXPECT_TRUE(says("some: 01234567")) << "ten bytes are there, and there is room for eight; two are left";
}

TEST(HalfALine, WithoutItsEndALineIsNotRead) {
  EXPECT_FALSE(says("line: 89")) << "two bytes of the line are there for five seconds, but not its end";
}

TEST(HalfALine, AReadThatIsCutOffLosesNothing) {
  EXPECT_FALSE(says("line: /")) << "the read that timed out had seen two bytes, and took none of them along";
}

TEST(HalfALine, AtTheEndComesWhatIsLeft) {
  EXPECT_TRUE(says("line: yz")) << "no end of a line will come any more, so this is all there is";
}

TEST(HalfALine, ThePredictionIsWhatHappens) {
  Lines happened = told();
  Lines predicted = prediction;
  cut(happened, predicted);
  EXPECT_TRUE(in_order(happened, predicted)) << "up to the first line that is another than you said";
}

}  // namespace
