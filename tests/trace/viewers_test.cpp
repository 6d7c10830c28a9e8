#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "02_callbacks/timers.hpp"
#include "recording_of.hpp"

namespace unroll {
namespace {

using namespace std::chrono_literals;

/// Jobs that take no time, a job in which the loop sleeps, jobs with the same name at the same time.
nlohmann::json slices() {
  const std::string text = recording_of([] {
    Loop loop;
    FakeClock clock;
    Timers timers(loop, clock);
    const Callback tea = timers.call_later(20ms, [] {}, "tea");
    for (int i = 0; i != 3; ++i) loop.post([] {}, "same");
    loop.run();
    loop.post([] {}, "same");
    loop.run();
  });
  nlohmann::json slices;
  for (const auto& event : events_of(text)) {
    if (event["ph"] == "B" || event["ph"] == "E") slices.push_back(event);
  }
  return slices;
}

TEST(PublicViewers, MaySortWhatBeginsAndEndsByItsTime) {
  double last = -1;
  for (const auto& slice : slices()) {
    EXPECT_GT(slice["ts"].get<double>(), last) << slice;
    last = slice["ts"];
  }
  EXPECT_GT(last, 20000);
  EXPECT_LT(last, 20001) << "but that is no time that passes";
}

TEST(PublicViewers, FindTheEndOfASliceByItsName) {
  std::vector<std::string> open;
  ASSERT_FALSE(slices().empty());
  for (const auto& slice : slices()) {
    if (slice["ph"] == "B") {
      open.push_back(slice["name"]);
    } else {
      ASSERT_FALSE(open.empty());
      EXPECT_EQ(slice.value("name", ""), open.back());
      open.pop_back();
    }
  }
  EXPECT_TRUE(open.empty());
}

}  // namespace
}  // namespace unroll
