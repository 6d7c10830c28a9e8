#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "00_trace/view/svg.hpp"
#include "00_trace/view/text_width.hpp"

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

/// What stands behind ` name="` in `tag`, up to the next quotation mark.
std::string attribute(const std::string& tag, const std::string& name) {
  const std::size_t at = tag.find(" " + name + "=\"");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 3;
  return tag.substr(begin, tag.find('"', begin) - begin);
}

/// The text behind a tag, with a letter for each entity.
std::string words_of(const std::string& tag) {
  std::string words;
  for (std::size_t at = tag.find('>') + 1; at < tag.size(); ++at) {
    words += tag[at] == '&' ? '-' : tag[at];
    if (tag[at] == '&') at = tag.find(';', at);
  }
  return words;
}

/// The tags of that name in `svg`, each with the text behind it.
std::vector<std::string> tags(const std::string& svg, const std::string& name) {
  std::vector<std::string> found;
  for (std::size_t at = svg.find("<" + name + " "); at != std::string::npos;
       at = svg.find("<" + name + " ", at + 1))
    found.push_back(svg.substr(at, svg.find('<', at + 1) - at));
  return found;
}

/// How far to the right the outline of a card goes.
double right_edge(const std::string& card) {
  double edge = 0;
  for (std::string points = attribute(card, "d"); points.find(',') != std::string::npos;
       points.erase(0, points.find(',') + 1)) {
    const std::size_t begin = points.find_last_of(" MC", points.find(',')) + 1;
    edge = std::max(edge, std::stod(points.substr(begin)));
  }
  return edge;
}

/// The words of a drawing that, in DejaVu Sans, would end less than `margin` before the edge of their card.
std::vector<std::string> crowded(const std::string& svg, double margin) {
  std::vector<std::string> found;
  for (std::size_t at = svg.find("class=\"node"); at != std::string::npos;
       at = svg.find("class=\"node", at + 1)) {
    const std::string node = svg.substr(at, svg.find("</g>", at) - at);
    const std::vector<std::string> outline = tags(node, "path");
    if (outline.empty()) continue;  // words that stand free
    const double edge = right_edge(outline.front());
    for (const std::string& text : tags(node, "text")) {
      const std::string words = words_of(text);
      const Face face = contains(attribute(text, "font-family"), "Mono") ? Face::code
                        : attribute(text, "font-weight") == "bold"       ? Face::bold
                                                                         : Face::plain;
      const double end =
          std::stod(attribute(text, "x")) + text_width(words, std::stod(attribute(text, "font-size")), face);
      if (end > edge - margin) found.push_back(words);
    }
  }
  return found;
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

TEST(Picture, HasRoomForItsWordsInTheWidestCommonFont) {
  const Recording run = breakfast();
  const std::size_t waits = most_suspended(run);
  for (const Graph& graph : {causes_graph(run, 0), futures_graph(run, waits), awaits_graph(run, waits)})
    EXPECT_EQ(crowded(svg(graph), 6), std::vector<std::string>{}) << graph.title;
}

TEST(Picture, KnowsHowWideTheLettersOfThatFontAre) {  // the figures are those of the font's own tables
  EXPECT_NEAR(text_width("sets the future at demo.cpp:25 = Linux version,\u2026", 10, Face::plain), 250.5,
              0.1);
  EXPECT_NEAR(text_width("start read_all()", 12, Face::bold), 100.8, 0.1);
  EXPECT_NEAR(text_width("co_await", 10, Face::code), 48.2, 0.1);
  EXPECT_GE(text_width("\u201cbeat 1\u201d", 10, Face::plain), text_width("beat 1", 10, Face::plain) + 10.3);
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
