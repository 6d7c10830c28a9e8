#include "15_unroll/causes_tree.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "15_unroll/terminal.hpp"

namespace unroll::course {
namespace {

TEST(CausesTree, ShowsEachJobBelowTheOneThatPostedIt) {
  EXPECT_EQ(causes_tree(view::read_recording(std::string(VIEWS) + "hello.json"), 80),
            "  main()\n"
            "  └─ say <\"hello\"> & \\ go: prints “Hello”\n");
}

TEST(CausesTree, TellsWhenAndWhatEachJobDid) {
  EXPECT_EQ(causes_tree(view::read_recording(std::string(VIEWS) + "breakfast.json"), 70),
            "  main()\n"
            "  ├─ start meal, 0 ms: begins breakfast(), brew(), prints “kettle\n"
            "  │  │    on”\n"
            "  │  └─ kettle, 20 ms: resumes brew(), prints “tea poured”,\n"
            "  │          resumes breakfast()\n"
            "  ├─ waiter, 0 ms\n"
            "  │  └─ tidy up, 0 ms: prints “tidy”\n"
            "  ├─ no guests, 0 ms: calls off the timer at breakfast.cpp:33\n"
            "  └─ baker, 30 ms: sets bread = 2\n"
            "     └─ toast, 30 ms: sets toast = 4\n"
            "        └─ toast is there, 30 ms: resumes breakfast(), prints\n"
            "                “tea + 4 toast”, sets meal = 4\n");
}

TEST(CausesTree, FitsInTheTerminal) {
  std::istringstream lines(causes_tree(view::read_recording(std::string(VIEWS) + "breakfast.json"), 60));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(width_of(line), 60u) << line;
}

TEST(FirstScenario, EndsBeforeTheTitleOfTheSecond) {
  view::Recording recording;
  for (const char* line :
       {"three workers", "[  0.000 s] A", "[  2.000 s] end", "one worker", "[  0.000 s] A"})
    recording.events.push_back({.verb = view::Verb::print, .text = line});
  recording.events.insert(recording.events.begin() + 1, view::Event{.verb = view::Verb::post});
  const view::Recording first = first_scenario(recording);
  ASSERT_EQ(first.events.size(), 4U);
  EXPECT_EQ(first.events.back().text, "[  2.000 s] end");
  EXPECT_EQ(first_scenario(first).events.size(), 4U) << "the last scenario has none behind it";
}

}  // namespace
}  // namespace unroll::course
