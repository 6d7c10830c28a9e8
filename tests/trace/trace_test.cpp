#include "00_trace/trace.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "00_trace/stamp.hpp"

namespace unroll::trace {
namespace {

template <class T>
std::string text_of(const T& value) {
  const Text text(&value);
  return std::string(std::string_view(text));
}

struct Talkative {
  operator std::string_view() const {  // NOLINT(google-explicit-constructor): the point
    ADD_FAILURE() << "this is the program's code";
    return "";
  }
};

TEST(Text, ShowsNumbersAndStrings) {
  EXPECT_EQ(text_of(7), "7");
  EXPECT_EQ(text_of(true), "true");
  EXPECT_EQ(text_of(std::string("seven")), "seven");
  EXPECT_EQ(text_of(std::string_view("seven")), "seven");
}

TEST(Text, NeverReadsWhereAPointerLeads) {
  EXPECT_EQ(text_of(static_cast<const char*>(nullptr)), "");
  const std::vector<char> bytes(4, 'x');  // no zero ends them
  EXPECT_EQ(text_of(bytes.data()), "");
}

TEST(Text, NeverRunsTheProgramsCode) { EXPECT_EQ(text_of(Talkative()), ""); }

TEST(Ids, AreNotGivenTwiceWhateverThreadAsks) {
  constexpr int count = 1'000'000;
  const std::uint64_t before = new_id().value;
  const auto ask = [] {
    for (int i = 0; i != count; ++i) static_cast<void>(new_id());
  };
  std::thread other(ask);
  ask();
  other.join();
  EXPECT_EQ(new_id().value, before + 2 * count + 1);
}

std::vector<Verb> heard;
void hear(const Step& step) { heard.push_back(step.verb); }

/// Whoever listened before, to whatever, goes on listening behind one who listens to all.
Sinks before;
void hear_and_pass_on(const Step& step) {
  hear(step);
  before(step);
}

struct Door : testing::Test {
  Door() { heard.clear(); }
  ~Door() override { sink = nullptr; }
};

TEST_F(Door, TellsOfThoseVerbsOnlyThatAreListenedTo) {
  sink[Verb::run] = hear;
  emit(Verb::post, new_id());
  { const Running running(new_id()); }
  EXPECT_EQ(heard, std::vector({Verb::run}));
}

TEST_F(Door, LetsTheOldListenersHearWhatTheyListenedToBehindTheNewOne) {
  sink[Verb::run] = hear;
  before = std::exchange(sink, hear_and_pass_on);
  { const Running running(new_id()); }
  EXPECT_EQ(heard, std::vector({Verb::run, Verb::run, Verb::done}));
}

std::int64_t read(const void* clock) { return *static_cast<const std::int64_t*>(clock); }

TEST(Stamp, GoesOnWithoutAGapWhenANewerClockComesAndWhenItHasGone) {
  std::int64_t first = 100;
  std::int64_t second = 5;
  Stamp stamp;
  Stamp::Scale scale;
  std::vector<std::int64_t> stamps;
  const auto next = [&] {
    stamp.next(scale);
    stamps.push_back(stamp.now());
  };
  tell_time({read, &first});
  next();
  tell_time({read, &second});
  next();
  second += 3;
  next();
  forget_time(&second);
  next();
  first += 7;
  next();
  forget_time(&first);
  next();
  EXPECT_EQ(stamps, (std::vector<std::int64_t>{100, 100, 103, 103, 110, 110}));
  tell_time({});
}

TEST(Stamp, HasRoomForTheFirstAndTheLastOfAllTimes) {
  tell_time({nullptr, nullptr, "a test", 1'000'000'000});
  const Stamp stamp;
  const Stamp::Scale scale;
  for (const std::int64_t more : {0, 1, 1'000'000}) {
    EXPECT_EQ(stamp.of(std::numeric_limits<std::int64_t>::min() + more, scale), -Stamp::never);
    EXPECT_EQ(stamp.of(std::numeric_limits<std::int64_t>::max() - more, scale), Stamp::never);
  }
  EXPECT_EQ(stamp.of(1'000'002'000, scale), 2);
  tell_time({});
}

}  // namespace
}  // namespace unroll::trace
