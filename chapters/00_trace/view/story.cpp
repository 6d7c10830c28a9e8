#include "story.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace unroll::view {
namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

/// Tells a run event by event.
class Teller {
 public:
  explicit Teller(const Recording& recording) : recording_(recording) {
    story_.cards.push_back({.way = Way::main, .title = "main()"});
  }

  void tell(const Event& event, std::size_t step) {
    note(event);
    switch (event.verb) {
      case Verb::post: return post(event);
      case Verb::run: return run(event, step);
      case Verb::done: return done();
      case Verb::arm: return arm(event);
      case Verb::sleep: return sleep(event);
      case Verb::drop: return drop(event);
      case Verb::wait: waits_for_[event.id] = event.about; return;
      case Verb::print: return deed("“" + event.text + "”");
      case Verb::make:
      case Verb::source:
      case Verb::start:
      case Verb::resolve: return future(event);
      case Verb::begin:
      case Verb::suspend:
      case Verb::resume:
      case Verb::end: return frame(event);
      case Verb::fire:
      case Verb::take: return;
    }
  }

  Story finish() {
    for (std::size_t card = 1; card != story_.cards.size(); ++card) give_title(story_.cards[card]);
    count_turns();
    return std::move(story_);
  }

 private:
  struct Name {
    std::string text;
    std::string place;
    bool given = false;  // by the author, or a function's; else it is only the place
  };
  struct Waiting {
    std::size_t turn = 0;
    std::size_t from = 0;
    Way way = Way::posted;
    std::int64_t delay = 0;
  };

  void note(const Event& event) {
    if (event.id == 0 || event.name.empty()) return;
    const std::string place = recording_.place(event);
    Name& name = names_[event.id];
    if (name.place.empty()) name.place = place;
    if (name.given || (!name.text.empty() && event.name == place)) return;
    name.text = event.name;
    name.given = event.name != place;
    story_.names[event.id] = name.text;
  }

  std::size_t current() const { return running_.empty() ? 0 : running_.back().card; }
  std::size_t turn() const { return running_.empty() ? last_turn_ : running_.back().turn; }
  void deed(std::string what) {
    if (current() != nobody) story_.cards[current()].deeds.push_back(std::move(what));
  }

  void post(const Event& event) {
    if (event.name == "tick") ticks_.insert(event.id);
    Waiting waiting{turn() + 1, current(), Way::posted, 0};
    if (const auto armed = armed_.find(event.id); armed != armed_.end()) {
      waiting.from = armed->second.from;
      waiting.way = Way::timer;
      waiting.delay = armed->second.delay;
    } else if (waits_for_.contains(event.id)) {
      waiting.way = Way::future;
    }
    waiting_[event.id] = waiting;
  }

  void run(const Event& event, std::size_t step) {
    const Waiting waiting = waiting_[event.id];
    last_turn_ = std::max(last_turn_, waiting.turn);
    if (ticks_.contains(event.id)) {
      running_.push_back({nobody, waiting.turn});
      return;
    }
    if (slept_ != 0) story_.slept[waiting.turn] += std::exchange(slept_, 0);
    Card card{
        .id = event.id, .way = waiting.way, .time = event.time, .delay = waiting.delay, .turn = waiting.turn};
    card.from = waiting.from == nobody ? 0 : waiting.from;
    card.step = step;
    fold_waker(card);
    running_.push_back({story_.cards.size(), waiting.turn});
    story_.cards.push_back(std::move(card));
  }

  /// A sleep wakes somebody in two jobs: the timer's, and that of whoever waited. One card tells it.
  void fold_waker(Card& card) {
    Card& waker = story_.cards[card.from];
    if (waker.way != Way::timer || !waker.deeds.empty() || waker.folded || card.way != Way::future) return;
    waker.folded = true;
    card.way = Way::timer;
    card.delay = waker.delay;
    card.from = waker.from;
    if (names_[waker.id].given) names_[card.id] = names_[waker.id];
  }

  void done() {
    if (!running_.empty()) running_.pop_back();
  }

  void arm(const Event& event) {
    armed_[event.id] = {0, current() == nobody ? 0 : current(), Way::timer, event.value - event.time};
    if (const auto future = timers_of_.find(event.id); future != timers_of_.end()) {
      story_.futures[future->second].due = event.value;
    }
  }

  void sleep(const Event& event) {
    if (event.value > event.time) slept_ += event.value - event.time;
  }

  void drop(const Event& event) {
    if (const auto future = story_.futures.find(event.id); future != story_.futures.end()) {
      if (future->second.fate == Fate::waits) future->second.fate = Fate::given_up;
    } else if (armed_.contains(event.id) && !waiting_.contains(event.id) && names_[event.id].given) {
      deed("calls off " + names_[event.id].text);
    }
  }

  void future(const Event& event) {
    FutureNode& node = story_.futures[event.id];
    node.id = event.id;
    node.name = names_[event.id].text;
    node.place = names_[event.id].place;
    if (event.verb == Verb::resolve) {
      node.fate = event.value != 0 ? Fate::failed : Fate::has_value;
      node.value = event.text;
      node.set_at = event.time;
      if (current() != nobody) setters_[event.id] = current();
      if (names_[event.id].given)
        deed(node.fate == Fate::failed
                 ? node.name + " fails"
                 : "sets " + node.name + (event.text.empty() ? "" : " = " + event.text));
    } else if (event.verb == Verb::start) {
      node.frame = event.about;
    } else if (event.about != 0) {
      if (story_.futures.contains(event.about)) {
        node.sources.push_back(event.about);
      } else if (event.verb == Verb::source) {
        node.timer = event.about;
        timers_of_[event.about] = event.id;
      }
    }
  }

  void frame(const Event& event) {
    FrameNode& node = story_.frames[event.id];
    node.id = event.id;
    if (node.name.empty()) node.name = names_[event.id].text;
    if (event.file >= 0) {
      node.place = recording_.place(event);
      node.line = recording_.line(event);
    }
    if (event.verb == Verb::begin) {
      node.awaiter = event.about;
      deed("begins " + node.name + "()");
    } else if (event.verb == Verb::suspend) {
      node.stage = Stage::suspended;
      node.waits_for = event.about;
    } else if (event.verb == Verb::resume) {
      node.stage = Stage::running;
      deed("resumes " + node.name + "()");
    } else {
      node.stage = event.value != 0 ? Stage::destroyed : Stage::done;
      deed(node.name + (event.value != 0 ? "() is destroyed" : "() ends"));
    }
  }

  void give_title(Card& card) {
    const Name& name = names_[card.id];
    card.place = name.place;
    card.title = name.text;
    if (name.given) return;
    if (const auto future = waits_for_.find(card.id);
        future != waits_for_.end() && names_[future->second].given) {
      card.title = names_[future->second].text + " is there";
    }
    if (card.title.empty()) card.title = "a job";
  }

  /// Turns in which nobody but the tick ran, or only what is folded, do not count.
  void count_turns() {
    std::map<std::size_t, std::size_t> dense{{0, 0}};
    for (const Card& card : story_.cards) {
      if (!card.folded) dense.emplace(card.turn, 0);
    }
    std::size_t count = 0;
    for (auto& [turn, number] : dense) number = count++;
    std::map<std::size_t, std::int64_t> slept;
    for (const auto& [turn, time] : story_.slept) {
      const auto next = dense.lower_bound(turn);
      if (next != dense.end()) slept[next->second] += time;
    }
    story_.slept = std::move(slept);
    for (Card& card : story_.cards) {
      if (!card.folded) card.turn = dense[card.turn];
    }
    for (auto& [id, future] : story_.futures) {
      if (const auto setter = setters_.find(id); setter != setters_.end()) {
        future.set_by = story_.cards[setter->second].title;
      }
    }
  }

  struct Running {
    std::size_t card;
    std::size_t turn;
  };

  const Recording& recording_;
  Story story_;
  std::vector<Running> running_;
  std::size_t last_turn_ = 0;
  std::int64_t slept_ = 0;
  std::unordered_map<Id, Name> names_;
  std::unordered_map<Id, Waiting> waiting_;
  std::unordered_map<Id, Waiting> armed_;
  std::unordered_map<Id, Id> waits_for_;
  std::unordered_map<Id, Id> timers_of_;
  std::unordered_map<Id, std::size_t> setters_;
  std::unordered_set<Id> ticks_;
};

std::string trimmed(double number) {
  std::string text = std::to_string(number);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

Story tell(const Recording& recording, std::size_t steps) {
  Teller teller(recording);
  for (std::size_t i = 0; i != std::min(steps, recording.events.size()); ++i)
    teller.tell(recording.events[i], i + 1);
  return teller.finish();
}

std::size_t most_suspended(const Recording& recording) {
  std::size_t best = recording.events.size();
  std::size_t most = 0;
  std::unordered_set<Id> suspended;
  for (std::size_t i = 0; i != recording.events.size(); ++i) {
    const Event& event = recording.events[i];
    if (event.verb == Verb::suspend) suspended.insert(event.id);
    if (event.verb == Verb::resume || event.verb == Verb::end) suspended.erase(event.id);
    if (suspended.size() > most) {
      most = suspended.size();
      best = i + 1;
    }
  }
  return best;
}

std::string time_text(std::int64_t microseconds) {
  const auto number = static_cast<double>(microseconds);
  if (microseconds != 0 && microseconds < 1000 && microseconds > -1000)
    return std::to_string(microseconds) + " µs";
  if (microseconds < 1000000) return trimmed(number / 1000) + " ms";
  return trimmed(number / 1000000) + " s";
}

}  // namespace unroll::view
