#include "15_unroll/causes_tree.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "00_trace/view/story.hpp"
#include "00_trace/view/words.hpp"
#include "15_unroll/terminal.hpp"

namespace unroll::course {
namespace {

/// `“[  2.000 s] end”` is `“end”`: the time stands there already.
std::string without_time(const std::string& deed) {
  const std::string quote = "“";
  if (!deed.starts_with(quote + "[")) return deed;
  const auto end = deed.find("] ");
  return end == std::string::npos ? deed : quote + deed.substr(end + 2);
}

/// "begins a(), b(), “c”": a verb that comes twice in a row is said once.
std::string deeds_of(const view::Card& card) {
  std::string text, verb;
  for (const std::string& deed : card.deeds) {
    const bool printed = deed.starts_with("“");
    const std::string word = printed ? "prints " : deed.substr(0, deed.find(' ') + 1);
    text += text.empty() ? ": " : ", ";
    if (word != verb) text += word;
    text += printed ? without_time(deed) : deed.substr(deed.find(' ') + 1);
    verb = word;
  }
  return text;
}

class Tree {
 public:
  Tree(const view::Recording& recording, std::size_t columns)
      : timed_(recording.timed), story_(view::tell(recording, recording.events.size())), columns_(columns) {
    for (std::size_t i = 1; i < story_.cards.size(); ++i) {
      if (!story_.cards[i].folded) children_[story_.cards[i].from].push_back(i);
    }
  }

  std::string draw() {
    text_ = "  main()\n";
    draw_children(0, "  ");
    return std::move(text_);
  }

 private:
  // As deep as the longest chain of causes in a run that a tour shows.
  void draw_children(std::size_t parent, const std::string& before) {
    const auto found = children_.find(parent);
    if (found == children_.end()) return;
    for (const std::size_t child : found->second) {
      const bool last = child == found->second.back();
      const std::string below = before + (last ? "   " : "│  ");
      draw_card(story_.cards[child], before + (last ? "└─ " : "├─ "),
                below + (children_.contains(child) ? "│    " : "     "));
      draw_children(child, below);
    }
  }

  void draw_card(const view::Card& card, std::string before, const std::string& next) {
    std::string words = card.title;
    if (!card.given && !card.place.empty()) words += " at " + card.place;
    if (timed_) words += ", " + view::time_text(card.time);
    const std::size_t indent = width_of(next);
    for (const std::string& line :
         wrapped(words + deeds_of(card), columns_ > indent + 20 ? columns_ - indent : 20)) {
      text_ += before + line + '\n';
      before = next;
    }
  }

  const bool timed_;
  const view::Story story_;
  const std::size_t columns_;
  std::map<std::size_t, std::vector<std::size_t>> children_;
  std::string text_;
};

}  // namespace

std::string causes_tree(const view::Recording& recording, std::size_t columns) {
  return Tree(recording, columns).draw();
}

view::Recording first_scenario(view::Recording recording) {
  std::size_t titles = 0;
  const auto second =
      std::find_if(recording.events.begin(), recording.events.end(), [&](const view::Event& event) {
        return event.verb == view::Verb::print && !event.text.starts_with('[') && ++titles == 2;
      });
  recording.events.erase(second, recording.events.end());
  return recording;
}

}  // namespace unroll::course
