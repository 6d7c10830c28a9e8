#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "00_trace/view/svg.hpp"

namespace unroll::view {
namespace {

Recording breakfast() { return read_recording(std::string(VIEWS) + "breakfast.json"); }

/// Every tag that opens closes, in order; `&` and `<` stand only where XML has them.
bool is_well_formed(const std::string& svg) {
  std::vector<std::string> open;
  for (std::size_t at = svg.find("<svg"); at < svg.size(); ++at) {
    if (svg[at] == '&' && !std::set<char>{'#', 'a', 'g', 'l', 'q'}.contains(svg[at + 1])) return false;
    if (svg[at] != '<') continue;
    const std::size_t end = svg.starts_with("<!--") ? std::string::npos : svg.find('>', at);
    if (end == std::string::npos) return false;
    if (svg.compare(at, 4, "<!--") == 0) {
      at = svg.find("-->", at);
    } else if (svg[at + 1] == '/') {
      if (open.empty() || open.back() != svg.substr(at + 2, end - at - 2)) return false;
      open.pop_back();
    } else if (svg[end - 1] != '/') {
      open.push_back(svg.substr(at + 1, svg.find_first_of(" >\n", at) - at - 1));
    }
    if (at < end) at = end;
  }
  return open.empty();
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A queue of so many jobs, each of which posts the next.
Recording long_run(std::uint64_t jobs) {
  Recording recording;
  for (std::uint64_t id = 1; id <= jobs; ++id) {
    recording.events.push_back({.verb = Verb::post, .id = id, .name = "job " + std::to_string(id)});
    if (id > 1) recording.events.push_back({.verb = Verb::done, .id = id - 1});
    recording.events.push_back({.verb = Verb::run, .id = id});
  }
  return recording;
}

TEST(Picture, OfCausesTellsWhoPostedWhomAndWhen) {
  const std::string dot = causes_graph(breakfast(), 0).dot;
  for (const char* const words :
       {"start meal", "waiter", "“kettle on”", "sets bread = 2", "timer 30 ms", "slept 20 ms", "turn 6",
        "toast is there", "calls off the timer at breakfast.cpp:33"})
    EXPECT_TRUE(contains(dot, words)) << words;
  EXPECT_FALSE(contains(dot, "tick"));
}

TEST(Picture, OfFuturesTellsTheirStateAtAStep) {
  const Recording run = breakfast();
  EXPECT_TRUE(contains(futures_graph(run, run.events.size()).dot, "ready: 4"));
  EXPECT_TRUE(contains(futures_graph(run, run.events.size()).description, "set by ‘baker’ at 30 ms"));
  EXPECT_FALSE(contains(futures_graph(run, 20).dot, "ready"));
}

TEST(Picture, OfAwaitsTellsTheLineAndThePlace) {
  const Recording run = breakfast();
  const Graph graph = awaits_graph(run, most_suspended(run));
  for (const char* const words : {"co_await brew(timers);", "suspended at breakfast.cpp:12", "due at 20 ms"})
    EXPECT_TRUE(contains(graph.dot, words)) << words;
  EXPECT_TRUE(contains(graph.description, "brew() suspended at breakfast.cpp:12, waits for 'kettle'"));
}

TEST(Picture, OfALongRunSaysWhatItLeavesOut) {
  const Graph graph = causes_graph(long_run(300), 0);
  EXPECT_TRUE(contains(graph.dot, "jobs 1 to 50 of 301; --at STEP"));
  EXPECT_FALSE(contains(graph.dot, "job 51<"));
  EXPECT_TRUE(contains(causes_graph(long_run(300), 600).dot, "job 200<"));
  EXPECT_FALSE(contains(causes_graph(long_run(40), 0).dot, "--at STEP"));
}

TEST(Picture, IsOneForLightAndDarkWithWordsForThoseWhoCannotSeeIt) {
  const std::string picture = svg(causes_graph(breakfast(), 0));
  EXPECT_TRUE(is_well_formed(picture));
  for (const char* const part :
       {"prefers-color-scheme:dark", "<title id=\"causes-title\">Who posted whom</title>",
        "<desc id=\"causes-description\">", "id=\"causes_main\"", "class=\"band\"",
        "<title>baker, armed by main() 30 ms before, breakfast.cpp:32; sets bread = 2.</title>",
        "Inter, Helvetica"})
    EXPECT_TRUE(contains(picture, part)) << part;
}

TEST(Picture, LeadsFromWhoeverWaitedForADescriptorToTheJobItWoke) {
  const Recording letter = read_recording(std::string(VIEWS) + "letter.json");
  const std::string picture = svg(causes_graph(letter, 0));
  EXPECT_TRUE(contains(picture, "when descriptor 6 was ready, for which start reader waited"));
  EXPECT_TRUE(contains(picture, "\u00a0descriptor 6\u00a0<"));
  const std::size_t waits = most_suspended(letter);
  EXPECT_TRUE(contains(svg(awaits_graph(letter, waits)), ">descriptor 6<"));
}

TEST(Picture, IsWellFormedWhateverTheLabels) {
  for (const char* const label :
       {"<b>&amp;\"'\\N\\G</b>", "]]>", "a\\", "{|}", "-->", " ", "äß€😀", "%s%n", "</TABLE>>"}) {
    Recording run = long_run(2);
    for (Event& event : run.events) event.name = label;
    run.events.push_back({.verb = Verb::print, .text = label});
    EXPECT_TRUE(is_well_formed(svg(causes_graph(run, 0)))) << label;
  }
}

TEST(Picture, OfAnEmptyRunIsAPictureToo) {
  EXPECT_TRUE(is_well_formed(svg(causes_graph({}, 0))));
  EXPECT_TRUE(contains(svg(futures_graph({}, 0)), "no futures"));
  EXPECT_TRUE(contains(svg(awaits_graph({}, 0)), "no coroutine"));
}

}  // namespace
}  // namespace unroll::view
