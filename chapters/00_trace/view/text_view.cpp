#include "text_view.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "story.hpp"

namespace unroll::view {
namespace {

/// As wide as it looks: every byte that begins a character counts one.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(std::string text, std::size_t to) {
  const std::size_t now = width(text);
  return text + std::string(now < to ? to - now : 0, ' ');
}

class Writer {
 public:
  explicit Writer(const Recording& recording)
      : recording_(recording), story_(tell(recording, recording.events.size())) {
    for (std::size_t card = 1; card < story_.cards.size(); ++card) by_step_[story_.cards[card].step] = card;
    for (const Event& event : recording.events) {
      if (event.verb == Verb::arm) armed_.insert(event.id);
      if (event.verb == Verb::wait) waiter_of_[event.id] = event.about;
    }
  }

  std::string write() {
    const std::size_t turns = story_.cards.empty() ? 0 : last_turn();
    text_ = (recording_.title.empty() ? "A run" : recording_.title) + ": " +
            count(recording_.events.size(), "step") + ", " + count(turns, "turn") +
            " of the loop\n\nmain()\n";
    for (std::size_t i = 0; i != recording_.events.size(); ++i) step(recording_.events[i], i + 1);
    return std::move(text_);
  }

 private:
  static std::string count(std::size_t number, const std::string& what) {
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
  }
  std::size_t last_turn() const {
    std::size_t last = 0;
    for (const Card& card : story_.cards) last = std::max(last, card.folded ? 0 : card.turn);
    return last;
  }

  std::string name(Id id) const {
    const auto found = story_.names.find(id);
    return found == story_.names.end() ? "somebody" : found->second;
  }
  std::string quoted(Id id) const { return "'" + name(id) + "'"; }

  void line(std::size_t number, const Event& event, const std::string& what) {
    const std::string time = recording_.timed ? padded(time_text(event.time), 10) : "";
    std::string text = padded(std::to_string(number), 6) + time + (inside_ ? "    " : "  ") + what;
    const std::string place = recording_.place(event);
    if (!place.empty()) text = padded(text, 70) + "  " + place;
    text_ += text + "\n";
  }

  void run(const Event& event, std::size_t number) {
    const auto found = by_step_.find(number);
    ++depth_;
    if (found == by_step_.end()) {
      ++ticks_;  // of the timers: drawn nowhere
      return;
    }
    const Card& card = story_.cards[found->second];
    if (!card.folded && card.turn != turn_) heading(card);
    inside_ = false;
    line(number, event, "'" + card.title + "' runs" + reason(card));
    inside_ = true;
  }

  void heading(const Card& card) {
    turn_ = card.turn;
    text_ += "\nturn " + std::to_string(turn_);
    if (recording_.timed) text_ += ", at " + time_text(card.time);
    if (const auto slept = story_.slept.find(turn_); slept != story_.slept.end()) {
      text_ += ", after a sleep of " + time_text(slept->second);
    }
    text_ += "\n";
  }

  std::string reason(const Card& card) const {
    const Card& from = story_.cards[card.from];
    const std::string who = card.from == 0 ? "main()" : "'" + from.title + "'";
    switch (card.way) {
      case Way::main: return "";
      case Way::posted: return "; " + who + " posted it";
      case Way::timer: return "; " + who + " armed it " + time_text(card.delay) + " before";
      case Way::future: return "; " + who + " brought what it waited for";
    }
    return "";
  }

  void step(const Event& event, std::size_t number) {
    if (event.verb == Verb::run) return run(event, number);
    if (event.verb == Verb::done) {
      if (depth_ != 0 && --depth_ == 0) inside_ = false;
      return;
    }
    const std::string what = sentence(event);
    if (!what.empty()) line(number, event, what);
  }

  std::string sentence(const Event& event) const {
    const std::string failed = event.value != 0     ? " has failed"
                               : event.text.empty() ? " has its value"
                                                    : " is " + event.text;
    switch (event.verb) {
      case Verb::post:
        if (event.name == "tick" || armed_.contains(event.id) || waiter_of_.contains(event.id)) return "";
        return "posts " + quoted(event.id);
      case Verb::arm: return "arms " + quoted(event.id) + ", due at " + time_text(event.value);
      case Verb::fire: return quoted(event.id) + " is due";
      case Verb::drop: return armed_.contains(event.id) ? quoted(event.id) + " is dropped" : "";
      case Verb::sleep:
        return event.value > event.time ? "the loop sleeps until " + time_text(event.value) : "";
      case Verb::make: return "makes the future " + quoted(event.id);
      case Verb::start: return "starts " + name(event.about) + "() as " + quoted(event.id);
      case Verb::resolve: return "the future " + quoted(event.id) + failed;
      case Verb::begin: return name(event.id) + "() begins";
      case Verb::suspend: return name(event.id) + "() waits for " + waited_for(event.about);
      case Verb::resume: return name(event.id) + "() goes on";
      case Verb::end:
        return name(event.id) + (event.value != 0 ? "() is destroyed while it waits" : "() ends");
      case Verb::print: return "prints “" + event.text + "”";
      default: return "";
    }
  }

  std::string waited_for(Id id) const {
    if (story_.frames.contains(id)) return name(id) + "()";
    return id == 0 ? "something of its own" : quoted(id);
  }

  const Recording& recording_;
  const Story story_;
  std::string text_;
  std::unordered_map<std::size_t, std::size_t> by_step_;
  std::unordered_set<Id> armed_;
  std::unordered_map<Id, Id> waiter_of_;
  std::size_t turn_ = 0;
  std::size_t depth_ = 0;
  std::size_t ticks_ = 0;
  bool inside_ = true;
};

}  // namespace

std::string text_view(const Recording& recording) { return Writer(recording).write(); }

}  // namespace unroll::view
