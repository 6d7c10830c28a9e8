#include <algorithm>
#include <map>
#include <set>

#include "graph.hpp"
#include "words.hpp"

namespace unroll::view {
namespace {

constexpr std::size_t most_frames = 40;
constexpr std::size_t most_past = 3;  // awaited and done, of each frame
constexpr std::size_t longest = 48;

using Row = DotWriter::Row;

bool alive(const FrameNode& node) { return node.stage == Stage::running || node.stage == Stage::suspended; }

class Awaits {
 public:
  Awaits(const Recording& recording, std::size_t at)
      : recording_(recording),
        at_(at),
        story_(tell(recording, at)),
        writer_(graph_, "awaits", "nodesep=0.35 ranksep=0.5") {
    choose();
  }

  Graph draw() {
    graph_.title = "Await tree, after step " + std::to_string(at_);
    if (recording_.timed && at_ != 0 && at_ <= recording_.events.size())
      graph_.title += ", at " + time_text(recording_.events[at_ - 1].time);
    for (const Id id : shown_) card(story_.frames.at(id));
    for (const Id id : shown_) edges(story_.frames.at(id));
    for (const Id id : places_) place(id);
    if (shown_.empty()) empty();
    if (left_out_ != 0) note();
    writer_.finish();
    return std::move(graph_);
  }

 private:
  /// All that are alive, and of each the last few that it has awaited.
  void choose() {
    for (const auto& [id, node] : story_.frames) {
      if (alive(node)) (shown_.size() < most_frames) ? void(shown_.insert(id)) : void(++left_out_);
    }
    std::map<Id, std::size_t> past;
    std::vector<Id> more;
    for (auto one = story_.frames.rbegin(); one != story_.frames.rend(); ++one) {
      const auto& [id, node] = *one;
      if (!alive(node) && shown_.contains(node.awaiter) && past[node.awaiter]++ < most_past)
        more.push_back(id);
    }
    shown_.insert(more.begin(), more.end());
    for (const auto& [id, count] : past) {
      if (count > most_past) older_[id] = count - most_past;
    }
    for (const auto& [id, node] : story_.futures) {
      if (node.frame != 0) started_[node.frame] = id;
    }
  }

  static std::string id_of(Id id) { return "frame_" + std::to_string(id); }
  static std::string place_id(Id id) { return "place_" + std::to_string(id); }

  static std::string stage(const FrameNode& node) {
    switch (node.stage) {
      case Stage::running: return "is running";
      case Stage::suspended: return "suspended at " + node.place;
      case Stage::done: return "done";
      case Stage::destroyed: break;
    }
    return "destroyed";
  }

  void card(const FrameNode& node) {
    const std::string name = story_.name(node.id).told();
    std::vector<Row> rows{{shortened(name, longest), colour::text, true}};
    if (const auto task = started_.find(node.id); task != started_.end() && story_.name(task->second).given)
      rows.front().beside = "task " + story_.name(task->second).told();
    rows.push_back({stage(node), alive(node) ? colour::frame : colour::muted});
    if (node.stage == Stage::suspended)
      rows.push_back({shortened(node.line, longest), colour::text, false, false, true});
    if (const auto older = older_.find(node.id); older != older_.end())
      rows.push_back(
          {"awaited " + std::to_string(older->second) + " more before", colour::muted, false, true});
    std::string words = name + " " + stage(node);
    if (node.stage == Stage::suspended && node.waits_for != 0)
      words += ", waits for " + story_.name(node.waits_for).told();
    graph_.description += words + ". ";
    writer_.card(
        id_of(node.id),
        alive(node) ? Colours{colour::frame, colour::frame_soft} : Colours{colour::past, colour::past_soft},
        rows, words);
  }

  void edges(const FrameNode& node) {
    if (shown_.contains(node.awaiter)) {
      if (alive(node)) {
        writer_.edge(id_of(node.awaiter), id_of(node.id), {colour::frame, "solid", "co_await", true});
      } else {
        writer_.edge(id_of(node.awaiter), id_of(node.id), {colour::past, "dotted", "awaited, done"});
      }
    }
    if (node.stage != Stage::suspended || story_.frames.contains(node.waits_for)) return;
    places_.insert(node.waits_for);
    writer_.edge(id_of(node.id), place_id(node.waits_for),
                 {place_colours(node.waits_for).line, "dashed", "waits for"});
  }

  Colours place_colours(Id id) const {
    const auto future = story_.futures.find(id);
    if (future == story_.futures.end()) return {colour::past, colour::past_soft};
    return colours_of(future->second.timer != 0 ? Way::timer : Way::future);
  }

  void place(Id id) {
    const auto future = story_.futures.find(id);
    const Name& name = story_.name(id);
    std::vector<Row> rows{
        {id == 0 ? "something of its own" : shortened(name.title(), longest), colour::text, true}};
    if (future != story_.futures.end()) {
      const bool timer = future->second.timer != 0;
      if (name.given) {
        rows.front().beside = timer ? "timer" : "future";
        rows.front().beside_colour = place_colours(id).line;
      }
      if (timer && recording_.timed)
        rows.push_back({"due at " + time_text(future->second.due), colour::muted});
      else if (future->second.descriptor >= 0)
        rows.push_back({"descriptor " + std::to_string(future->second.descriptor), colour::muted});
      else
        rows.push_back({"made at " + name.place, colour::muted, false, true});
      comes_from(future->second);
    }
    writer_.card(place_id(id), place_colours(id), rows, name.told());
  }

  /// A future leads on to the frames of the tasks that it stands for or comes from.
  void comes_from(const FutureNode& node) {
    std::set<Id> seen{node.id};
    for (std::vector<Id> next{node.id}; !next.empty();) {
      const FutureNode& future = story_.futures.at(next.back());
      next.pop_back();
      if (shown_.contains(future.frame) && alive(story_.frames.at(future.frame))) {
        writer_.edge(place_id(node.id), id_of(future.frame), {colour::future, "solid", "comes from"});
      }
      for (const Id source : future.sources) {
        if (story_.futures.contains(source) && seen.insert(source).second) next.push_back(source);
      }
    }
  }

  void empty() {
    graph_.description = "No coroutine is alive at this step.";
    writer_.words("none", {{"no coroutine is alive at this step", colour::muted}});
  }

  void note() {
    const std::string words = "and " + count_text(left_out_, "younger coroutine");
    graph_.description += words + ".";
    writer_.words("left_out", {{words, colour::muted}});
  }

  const Recording& recording_;
  const std::size_t at_;
  const Story story_;
  Graph graph_;
  DotWriter writer_;
  std::set<Id> shown_;
  std::set<Id> places_;
  std::map<Id, std::size_t> older_;
  std::map<Id, Id> started_;
  std::size_t left_out_ = 0;
};

}  // namespace

Graph awaits_graph(const Recording& recording, std::size_t at) { return Awaits(recording, at).draw(); }

}  // namespace unroll::view
