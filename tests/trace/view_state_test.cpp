#include <gtest/gtest.h>

#include <algorithm>

#include "00_trace/view/story.hpp"
#include "00_trace/view/words.hpp"

namespace unroll::view {
namespace {

const Recording& breakfast() {
  static const Recording recording = read_recording(std::string(VIEWS) + "breakfast.json");
  return recording;
}

/// The state after the step that prints `line`.
Story after(const std::string& line) {
  const auto& events = breakfast().events;
  const auto found = std::find_if(events.begin(), events.end(), [&](const Event& event) {
    return event.verb == Verb::print && event.text == line;
  });
  EXPECT_NE(found, events.end()) << line;
  return tell(breakfast(), static_cast<std::size_t>(found - events.begin()) + 1);
}

std::string frames(const Story& story) {
  std::string text;
  for (const auto& [id, node] : story.frames) {
    constexpr const char* stages[] = {"runs", "waits for ", "is done", "is destroyed"};
    text += story.name(id).told() + " " + stages[static_cast<int>(node.stage)];
    if (node.stage == Stage::suspended) text += story.name(node.waits_for).told() + " in " + node.line;
    text += "\n";
  }
  return text;
}

std::string futures(const Story& story) {
  std::string text;
  for (const auto& [id, node] : story.futures) {
    constexpr const char* fates[] = {"?", "ready", "failed", "given up"};
    text += story.name(id).text + " " + fates[static_cast<int>(node.fate)] + " " + node.value + "\n";
  }
  return text;
}

std::string titles(const Story& story) {
  std::string text;
  for (const Card& card : story.cards) {
    if (!card.folded) text += std::to_string(card.turn) + " " + card.title + "\n";
  }
  return text;
}

TEST(State, KnowsWhereEveryFrameWaitsAndForWhom) {
  EXPECT_EQ(frames(tell(breakfast(), most_suspended(breakfast()))),
            "breakfast() waits for brew() in co_await brew(timers);\n"
            "brew() waits for 'kettle' in co_await sleep_for(timers, 20ms, \"kettle\");\n");
  EXPECT_EQ(frames(after("tea poured")),
            "breakfast() waits for brew() in co_await brew(timers);\nbrew() runs\n");
  EXPECT_EQ(frames(after("washing up")), "breakfast() is done\nbrew() is done\n");
}

TEST(State, KnowsWhatHasBecomeOfEveryFuture) {
  EXPECT_EQ(futures(after("kettle on")), "bread ? \ntoast ? \nmeal ? \n");
  EXPECT_EQ(futures(after("tea + 4 toast")), "bread ready 2\ntoast ready 4\nmeal ? \nkettle ready \n");
}

TEST(State, CountsTurnsWithoutTheTick) {
  EXPECT_EQ(titles(after("washing up")),
            "0 main()\n1 start meal\n1 waiter\n1 no guests\n2 tidy up\n3 kettle\n4 baker\n5 toast\n6 toast "
            "is there\n");
}

TEST(State, TellsASleepAndWhomItWakesAsOne) {
  const Story story = after("tea poured");
  const Card& card = story.cards.back();
  EXPECT_EQ(card.title, "kettle");
  EXPECT_EQ(card.way, Way::timer);
  EXPECT_EQ(card.delay, 20000);
  EXPECT_EQ(story.cards[card.from].title, "start meal");
  EXPECT_EQ(story.slept.at(3), 20000);
}

TEST(Words, TellTimesInTheUnitThatSuitsThem) {
  EXPECT_EQ(time_text(0), "0 ms");
  EXPECT_EQ(time_text(290), "290 µs");
  EXPECT_EQ(time_text(1050), "1.05 ms");
  EXPECT_EQ(time_text(20000), "20 ms");
  EXPECT_EQ(time_text(8500000), "8.5 s");
  EXPECT_EQ(time_text(9223372036854775), "the end of time");
}

TEST(Words, AreShortenedBetweenCharacters) {
  EXPECT_EQ(shortened("äöü", 3), "äöü");
  EXPECT_EQ(shortened("äöüß", 3), "äö…");
}

}  // namespace
}  // namespace unroll::view
