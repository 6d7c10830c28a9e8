#include <algorithm>
#include <set>
#include <tuple>

#include "graph.hpp"
#include "words.hpp"

namespace unroll::view {
namespace {

constexpr std::size_t most_cards = 50;  // beyond that the eye no longer follows the lines
constexpr std::size_t most_deeds = 7;
constexpr std::size_t longest = 48;

using Row = DotWriter::Row;

class Causes {
 public:
  Causes(const Recording& recording, std::size_t at)
      : recording_(recording),
        story_(tell(recording, recording.events.size())),
        writer_(graph_, "causes", "newrank=true ordering=out nodesep=0.35 ranksep=0.45") {
    fold();
    choose(at);
  }

  Graph draw() {
    graph_.title = "Who posted whom";
    graph_.bands = "turn";
    graph_.description = (recording_.title.empty() ? "A recorded run" : recording_.title) + ". ";
    std::string before;
    for (std::size_t i = 0; i != shown_.size();) {
      std::vector<std::size_t> together;
      const std::size_t turn = story_.cards[shown_[i]].turn;
      while (i != shown_.size() && story_.cards[shown_[i]].turn == turn) together.push_back(shown_[i++]);
      before = band(turn, together, before);
    }
    for (const std::size_t card : shown_) edge(card);
    note(before);
    writer_.finish();
    return std::move(graph_);
  }

 private:
  /// Jobs of one turn that are alike and lead to nothing are one card.
  void fold() {
    std::set<std::size_t> leads;
    for (const Card& card : story_.cards) leads.insert(card.from);
    std::map<std::tuple<std::size_t, std::size_t, Way, std::string, std::string>, std::size_t> alike;
    for (std::size_t i = 0; i != story_.cards.size(); ++i) {
      const Card& card = story_.cards[i];
      if (card.folded || is_only_a_place(card, leads.contains(i))) continue;
      if (!leads.contains(i)) {
        const auto [first, is_new] =
            alike.try_emplace({card.turn, card.from, card.way, card.title, card.place}, i);
        if (!is_new) {
          ++times_[first->second];
          continue;
        }
      }
      shown_.push_back(i);
    }
  }

  /// So many cards around a step.
  void choose(std::size_t at) {
    all_ = shown_.size();
    const auto by_turn = [&](std::size_t a, std::size_t b) {
      return story_.cards[a].turn != story_.cards[b].turn ? story_.cards[a].turn < story_.cards[b].turn
                                                          : a < b;
    };
    std::sort(shown_.begin(), shown_.end(), by_turn);
    if (all_ > most_cards) {
      const auto later = std::find_if(shown_.begin(), shown_.end(),
                                      [&](std::size_t card) { return story_.cards[card].step >= at; });
      const auto middle = static_cast<std::size_t>(later - shown_.begin());
      first_ = at == 0 || middle < most_cards / 2 ? 0 : std::min(middle - most_cards / 2, all_ - most_cards);
      shown_ = {shown_.begin() + static_cast<std::ptrdiff_t>(first_),
                shown_.begin() + static_cast<std::ptrdiff_t>(first_ + most_cards)};
    }
    is_shown_.insert(shown_.begin(), shown_.end());
  }

  /// A thread that does nothing but run jobs.
  static bool is_only_a_place(const Card& card, bool leads) {
    return card.way == Way::main && card.thread != 1 && card.deeds.empty() && !leads;
  }

  static std::string id(const Card& card) {
    if (card.way != Way::main) return "step_" + std::to_string(card.step);
    return card.thread == 1 ? "main" : "thread_" + std::to_string(card.thread);
  }

  std::string band(std::size_t turn, const std::vector<std::size_t>& cards, const std::string& before) {
    const std::string group = turn == 0 ? "" : "turn" + std::to_string(turn);
    const std::string label = turn == 0 ? "start" : "turn_" + std::to_string(turn);
    const Card& first = story_.cards[cards.front()];
    std::vector<Row> rows{{turn == 0 ? "start" : "turn " + std::to_string(turn), colour::muted, true}};
    if (recording_.timed && turn != 0) rows.push_back({time_text(first.time), colour::muted, false, true});
    const auto slept = story_.slept.find(turn);
    if (recording_.timed && slept != story_.slept.end())
      rows.push_back({"slept " + time_text(slept->second), colour::timer, false, true});
    writer_.words(label, rows, group);
    if (turn != 0) {
      graph_.description +=
          "Turn " + std::to_string(turn) + (recording_.timed ? " at " + time_text(first.time) : "") + ": ";
    }
    std::vector<std::string> ids{label};
    for (const std::size_t card : cards) {
      this->card(card, group);
      ids.push_back(id(story_.cards[card]));
    }
    writer_.same_rank(ids);
    for (std::size_t i = 1; i != ids.size(); ++i) writer_.invisible_edge(ids[i - 1], ids[i]);
    if (!before.empty()) writer_.invisible_edge(before, label);
    return label;
  }

  void card(std::size_t index, const std::string& group) {
    const Card& card = story_.cards[index];
    const auto times = times_.find(index);
    std::string title = shortened(card.title, longest);
    if (times != times_.end()) title += " × " + std::to_string(times->second + 1);
    std::vector<Row> rows{{title, colour::text, true}};
    if (!card.given) rows.front().beside = card.place;
    if (card.thread != 1 && card.way != Way::main)
      rows.push_back({"on thread " + std::to_string(card.thread), colour::muted});
    std::size_t told = 0;
    for (std::size_t i = 0; i != card.deeds.size(); ++i) {
      const std::string& deed = card.deeds[i];
      if (says_the_same(card.title, deed)) continue;
      if (told++ == most_deeds) {
        rows.push_back({"and " + std::to_string(card.deeds.size() - i) + " more", colour::muted});
        break;
      }
      rows.push_back({shortened(deed, longest), deed_colour(deed)});
    }
    const std::string words = in_words(card, title);
    if (card.way != Way::main) graph_.description += words + " ";
    writer_.card(id(card), colours_of(card.way), rows, words, group);
  }

  static bool says_the_same(const std::string& title, const std::string& deed) {
    if (deed.starts_with("begins ")) return title == "start " + deed.substr(7);
    return deed.starts_with("resumes ") && title == deed.substr(8) + " goes on";
  }

  static const char* deed_colour(const std::string& deed) {
    if (deed.starts_with("sets ")) return colour::future;
    if (deed.starts_with("resumes ") || deed.starts_with("begins ") || deed.starts_with("destroys "))
      return colour::frame;
    return deed.ends_with(" fails") ? colour::bad : colour::muted;
  }

  std::string in_words(const Card& card, const std::string& title) const {
    if (card.way == Way::main) return card.title;
    const std::string who = story_.cards[card.from].title;
    std::string words = title;
    if (card.way == Way::posted) words += ", posted by " + who;
    if (card.way == Way::sent) words += ", sent by " + who;
    if (card.thread != 1) words += ", on thread " + std::to_string(card.thread);
    if (card.way == Way::timer) words += ", armed by " + who + " " + time_text(card.delay) + " before";
    if (card.way == Way::future) words += ", brought by " + who;
    if (card.way == Way::descriptor)
      words +=
          ", when descriptor " + std::to_string(card.descriptor) + " was ready, for which " + who + " waited";
    if (!card.place.empty()) words += ", " + card.place;
    for (std::size_t i = 0; i != std::min(most_deeds, card.deeds.size()); ++i)
      words += (i == 0 ? "; " : ", ") + shortened(card.deeds[i], longest);
    return words + ".";
  }

  void edge(std::size_t index) {
    const Card& card = story_.cards[index];
    if (card.way == Way::main) return;
    const bool known = is_shown_.contains(card.from);
    if (!known && !earlier_) {
      earlier_ = true;
      writer_.words("earlier", {{"earlier jobs", colour::muted}});
    }
    const std::string from = known ? id(story_.cards[card.from]) : "earlier";
    DotWriter::Line line{colours_of(card.way).line};
    if (card.way == Way::timer) {
      line.style = "dashed";
      line.label = recording_.timed ? "timer " + time_text(card.delay) : "timer";
    }
    if (card.way == Way::descriptor) {
      line.style = "dashed";
      line.label = "descriptor " + std::to_string(card.descriptor);
    }
    writer_.edge(from, id(card), line);
  }

  /// Says what is left out.
  void note(const std::string& last) {
    if (shown_.size() == all_) return;
    const std::string words = "jobs " + std::to_string(first_ + 1) + " to " +
                              std::to_string(first_ + shown_.size()) + " of " + std::to_string(all_) +
                              "; --at STEP shows those around a step";
    graph_.title += ": " + words;
    graph_.description += "Shown are " + words + ".";
    writer_.words("left_out", {{words, colour::muted}});
    writer_.invisible_edge(last, "left_out");
  }

  const Recording& recording_;
  const Story story_;
  Graph graph_;
  DotWriter writer_;
  std::vector<std::size_t> shown_;
  std::set<std::size_t> is_shown_;
  std::map<std::size_t, std::size_t> times_;
  std::size_t all_ = 0;
  std::size_t first_ = 0;
  bool earlier_ = false;
};

}  // namespace

Graph causes_graph(const Recording& recording, std::size_t at) { return Causes(recording, at).draw(); }

}  // namespace unroll::view
