#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "graph.hpp"
#include "words.hpp"

namespace unroll::view {
namespace {

constexpr std::size_t most_futures = 40;
constexpr std::size_t longest = 40;

using Row = DotWriter::Row;

class Futures {
 public:
  Futures(const Recording& recording, std::size_t at)
      : recording_(recording),
        story_(tell(recording, at)),
        writer_(graph_, "futures", "rankdir=LR nodesep=0.3 ranksep=0.7") {
    choose();
  }

  Graph draw() {
    graph_.title = "Future chain";
    for (const auto& [id, node] : story_.futures) {
      if (shown_.contains(id)) card(node);
    }
    for (const Id frame : frames_) card(story_.frames.at(frame));
    for (const Id id : shown_) edges(story_.futures.at(id));
    if (shown_.empty()) empty();
    if (left_out_ != 0) note();
    writer_.finish();
    return std::move(graph_);
  }

 private:
  /// Futures that are alike in everything are one card; of very many the newest are shown.
  void choose() {
    std::map<Id, std::size_t> uses;
    for (const auto& [id, node] : story_.futures) {
      for (const Id source : node.sources) ++uses[source];
    }
    std::map<std::tuple<std::string, std::string, Fate, std::string, Id, Id>, Id> alike;
    std::vector<Id> order;
    for (const auto& [id, node] : story_.futures) {
      const Name& name = story_.name(id);
      const bool alone = node.sources.empty() && !uses.contains(id) && node.frame == 0;
      if (alone) {
        const auto [first, is_new] = alike.try_emplace(
            {name.text, name.place, node.fate, node.value, node.awaiter, node.timer != 0}, id);
        if (!is_new) {
          ++times_[first->second];
          continue;
        }
      }
      order.push_back(id);
    }
    left_out_ = order.size() > most_futures ? order.size() - most_futures : 0;
    for (std::size_t i = left_out_; i != order.size(); ++i) show(order[i]);
  }

  void show(Id id) {
    const FutureNode& node = story_.futures.at(id);
    shown_.insert(id);
    for (const Id frame : {node.frame, node.awaiter}) {
      if (story_.frames.contains(frame)) frames_.insert(frame);
    }
  }

  static std::string id_of(Id id) { return "future_" + std::to_string(id); }
  static std::string frame_id(Id id) { return "frame_" + std::to_string(id); }

  static Row state(const FutureNode& node) {
    switch (node.fate) {
      case Fate::waits: return {"waits", colour::muted, false, false, true};
      case Fate::failed: return {"failed", colour::bad, false, false, true};
      case Fate::given_up: return {"given up", colour::muted, false, false, true};
      case Fate::has_value: break;
    }
    return {"ready" + (node.value.empty() ? "" : ": " + shortened(node.value, longest)), colour::good, false,
            false, true};
  }

  void card(const FutureNode& node) {
    const Name& name = story_.name(node.id);
    const bool sleep = node.timer != 0;
    const auto times = times_.find(node.id);
    std::string title = shortened(name.title(), longest);
    if (times != times_.end()) title += " × " + std::to_string(times->second + 1);
    std::vector<Row> rows{{title, colour::text, true}};
    if (name.given) {
      rows.front().beside = sleep ? "sleep" : node.frame != 0 ? "task" : "future";
      rows.front().beside_colour = sleep ? colour::timer : colour::future;
    }
    rows.push_back(state(node));
    if (sleep && node.fate == Fate::waits && recording_.timed)
      rows.push_back({"due at " + time_text(node.due), colour::timer, false, true});
    if (!name.place.empty()) rows.push_back({"made at " + name.place, colour::muted, false, true});
    if (!node.set_by.empty() && !sleep) rows.push_back({set_by(node), colour::muted, false, true});
    std::string words = name.told();
    for (std::size_t i = 1; i != rows.size(); ++i) words += (i == 1 ? ": " : ", ") + rows[i].text;
    graph_.description += words + ". ";
    writer_.card(id_of(node.id), colours(node), rows, words);
  }

  static Colours colours(const FutureNode& node) {
    if (node.fate == Fate::given_up) return {colour::past, colour::past_soft};
    return colours_of(node.timer != 0 ? Way::timer : Way::future);
  }

  std::string set_by(const FutureNode& node) const {
    return "set by ‘" + shortened(node.set_by, longest) + "’" +
           (recording_.timed ? " at " + time_text(node.set_at) : "");
  }

  void card(const FrameNode& node) {
    const bool over = node.stage == Stage::done || node.stage == Stage::destroyed;
    const std::string stage = node.stage == Stage::suspended ? "suspended at " + node.place
                              : node.stage == Stage::running ? "is running"
                              : node.stage == Stage::done    ? "has ended"
                                                             : "was destroyed";
    const std::string name = story_.name(node.id).told();
    std::vector<Row> rows{{shortened(name, longest), colour::text, true},
                          {stage, colour::muted, false, true}};
    rows.front().beside = "coroutine";
    rows.front().beside_colour = over ? colour::past : colour::frame;
    graph_.description += name + " " + stage + ". ";
    writer_.card(frame_id(node.id),
                 over ? Colours{colour::past, colour::past_soft} : Colours{colour::frame, colour::frame_soft},
                 rows, name + " " + stage);
  }

  void edges(const FutureNode& node) {
    for (const Id source : node.sources) {
      if (shown_.contains(source))
        writer_.edge(id_of(source), id_of(node.id),
                     {colour::future, "solid", node.sources.size() == 1 ? ".then(…)" : "", true});
    }
    if (frames_.contains(node.frame))
      writer_.edge(frame_id(node.frame), id_of(node.id), {colour::frame, "solid", "returns"});
    if (frames_.contains(node.awaiter))
      writer_.edge(id_of(node.id), frame_id(node.awaiter),
                   {colour::frame, "dashed", node.fate == Fate::waits ? "will resume" : "resumes"});
  }

  void empty() {
    graph_.description = "This run has no futures.";
    writer_.words("none", {{"no futures in this run (as far as this step)", colour::muted}});
  }

  void note() {
    const std::string words =
        "and " + count_text(left_out_, "older future") + "; --at STEP shows an earlier state";
    graph_.description += words;
    writer_.words("left_out", {{words, colour::muted}});
  }

  const Recording& recording_;
  const Story story_;
  Graph graph_;
  DotWriter writer_;
  std::set<Id> shown_;
  std::set<Id> frames_;
  std::map<Id, std::size_t> times_;
  std::size_t left_out_ = 0;
};

}  // namespace

Graph futures_graph(const Recording& recording, std::size_t at) { return Futures(recording, at).draw(); }

}  // namespace unroll::view
