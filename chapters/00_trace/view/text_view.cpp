#include "text_view.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "story.hpp"
#include "words.hpp"

namespace unroll::view {
namespace {

constexpr std::size_t place_column = 62;  // so that most lines fit in a terminal of 80 columns
constexpr std::size_t indent = 14;        // of what does not fit in its line
constexpr std::size_t longest = 300;

/// What happens, broken into lines, and at the end of the last one the place, or on a line of its own.
std::string broken(const std::string& what, const std::string& place, std::size_t columns) {
  std::string last = wrapped(what, columns).front();
  std::string text;
  if (last.size() < what.size()) {
    for (const std::string& part : wrapped(what.substr(last.size() + 1), columns - indent)) {
      text += last + '\n';
      last = std::string(indent, ' ') + part;
    }
  }
  text += last;
  if (place.empty()) return text + '\n';
  if (width(last) + 2 + width(place) > columns) return text + '\n' + right(place, columns) + '\n';
  return text + right(place, columns - width(last)) + '\n';
}

class Writer {
 public:
  Writer(const Recording& recording, std::size_t columns)
      : recording_(recording),
        story_(tell(recording, recording.events.size())),
        columns_(std::max(columns, 2 * indent)) {
    for (std::size_t card = 1; card < story_.cards.size(); ++card) by_step_[story_.cards[card].step] = card;
    number_width_ = std::max<std::size_t>(4, std::to_string(recording.events.size()).size());
    for (const Event& event : recording.events) {
      time_width_ = std::max(time_width_, width(time_text(event.time)));
      if (event.verb == Verb::wait) told_otherwise_.insert(event.id);
    }
    for (const auto& [id, future] : story_.futures) {
      if (future.frame != 0) started_[future.frame] = id;
    }
  }

  std::string write() {
    paragraph((recording_.title.empty() ? "A recorded run" : recording_.title) + ": " +
              count_text(recording_.events.size(), "step") + ", " + count_text(story_.turns, "turn") +
              " of the loop");
    paragraph("Steps that show nothing new are left out, so their numbers have gaps.");
    text_ += "\n";
    add(margin("step", "time") + "  what happens", "where");
    text_ += "\nmain()\n";
    for (std::size_t i = 0; i != recording_.events.size(); ++i) step(recording_.events[i], i + 1);
    if (!recording_.ending.empty()) {
      text_ += "\n";
      paragraph(recording_.ending);
    }
    return std::move(text_);
  }

 private:
  struct Running {
    bool shown;   ///< ticks and what is folded are not
    bool silent;  ///< nothing inside it is shown
  };

  std::string margin(const std::string& number, const std::string& time) const {
    return right(number, number_width_) + (recording_.timed ? "  " + right(time, time_width_) : "");
  }

  void paragraph(const std::string& text) {
    for (const std::string& line : wrapped(text, columns_)) text_ += line + "\n";
  }

  /// Adds a line, with the place in its column if there is room.
  void add(const std::string& what, const std::string& place) {
    const std::string text = place.empty() ? what : padded(what, place_column) + "  " + place;
    text_ += width(text) <= columns_ ? text + "\n" : broken(what, place, columns_);
  }

  void line(std::size_t number, const Event& event, const std::string& what, const std::string& place) {
    const bool inside = !running_.empty() && running_.back().shown;
    std::string text = margin(std::to_string(number), time_text(event.time)) + "  ";
    text += (inside || main_speaks_ ? "  " : "") + shortened(what, longest);
    add(text, place);
  }

  void step(const Event& event, std::size_t number) {
    note(event);
    if (event.verb == Verb::run) return run(event, number);
    if (event.verb == Verb::done) {
      if (!running_.empty()) running_.pop_back();
      return;
    }
    if (!running_.empty() && running_.back().silent) return;
    const std::string what = sentence(event);
    if (what.empty()) return;
    if (running_.empty()) main_goes_on(event);
    line(number, event, what, where(event));
  }

  /// What a sentence needs to know of the steps before it.
  void note(const Event& event) {
    if (running_.empty() && event.time < time_) text_ += "\nanother world, whose time begins anew\n";
    time_ = event.time;
    if (event.verb == Verb::start) told_otherwise_.insert(after_start_ = event.id);
    if (event.verb == Verb::post && std::exchange(after_start_, 0) != 0) told_otherwise_.insert(event.id);
    if (event.verb == Verb::arm) {
      told_otherwise_.insert(event.id);
      waiting_.insert(event.id);
    }
    if (event.verb == Verb::post || event.verb == Verb::make) waiting_.insert(event.id);
    if (event.verb == Verb::run || event.verb == Verb::resolve) waiting_.erase(event.id);
    if (event.verb == Verb::begin) begun_.insert(event.id);
    if (event.verb == Verb::suspend || event.verb == Verb::begin)
      last_seen_[event.id] = recording_.place(event);
  }

  void run(const Event& event, std::size_t number) {
    main_speaks_ = false;
    const auto found = by_step_.find(number);
    const bool tick = found == by_step_.end();
    const bool folded = !tick && story_.cards[found->second].folded;
    if (!tick && !folded) {
      const Card& card = story_.cards[found->second];
      if (card.turn != turn_) heading(card);
      running_.push_back({false, false});
      line(number, event, runs(card) + reason(card), card.place);
      running_.pop_back();
    }
    running_.push_back({!tick && !folded, folded});
  }

  void heading(const Card& card) {
    turn_ = card.turn;
    text_ += "\nturn " + std::to_string(turn_);
    if (recording_.timed) text_ += ", at " + time_text(card.time);
    if (const auto slept = story_.slept.find(turn_); slept != story_.slept.end() && recording_.timed) {
      text_ += ", after a sleep of " + time_text(slept->second);
    }
    text_ += "\n";
  }

  /// Between the jobs nobody speaks but main; what a job leaves behind is dropped there, too.
  void main_goes_on(const Event& event) {
    if (turn_ == 0) {
      main_speaks_ = true;
      return;
    }
    if (main_speaks_ || event.verb == Verb::drop || event.verb == Verb::end) return;
    text_ += "\nmain() goes on\n";
    main_speaks_ = true;
  }

  static std::string runs(const Card& card) {
    if (card.given) return "'" + card.title + "' runs";
    if (card.title == "sleep") return "the sleep is over";
    if (card.title == "timer") return "the timer's job runs";
    if (card.title == "then") return "the continuation runs";
    const std::string resumed = goes_on(card);
    return resumed.empty() ? "the job runs" : "the job that resumes " + resumed + " runs";
  }

  /// Who goes on in a job that has no other name.
  static std::string goes_on(const Card& card) {
    const auto words = card.title.rfind(" goes on");
    return card.given || words == std::string::npos ? "" : card.title.substr(0, words);
  }

  /// The job as the cause of another one.
  static std::string named(const Card& card) {
    if (card.way == Way::main) return "main()";
    if (card.given) return "'" + card.title + "'";
    if (const std::string resumed = goes_on(card); !resumed.empty()) return resumed;
    const std::string what = card.title == "then" ? "continuation" : "job";
    return card.place.empty() ? "a " + what : "the " + what + " at " + card.place;
  }

  std::string reason(const Card& card) const {
    const std::string who = named(story_.cards[card.from]);
    switch (card.way) {
      case Way::main: return "";
      case Way::posted: return "; " + who + " posted it";
      case Way::timer:
        return "; " + who + " armed it" +
               (recording_.timed ? std::string(" ") + time_text(card.delay) + " before" : "");
      case Way::future: return "; " + who + " brought its value";
    }
    return "";
  }

  std::string where(const Event& event) const {
    if (event.verb == Verb::begin) return "";  // the compilers disagree about where a coroutine begins
    if (event.verb == Verb::end && destroyed_unbegun(event)) {
      const auto task = started_.find(event.id);
      return task == started_.end() ? "" : story_.name(task->second).place;
    }
    if (event.verb != Verb::resume) return recording_.place(event);
    const auto seen = last_seen_.find(event.id);
    return seen == last_seen_.end() ? "" : seen->second;
  }

  std::string told(Id id) const { return story_.name(id).told(); }
  /// The same, where the line says already at which place.
  std::string told_here(Id id, const Event& event) const {
    const Name& name = story_.name(id);
    const bool here = !name.given && !name.place.empty() && name.place == recording_.place(event);
    return here ? "a " + (name.kind.empty() ? "job" : name.kind) : name.told();
  }
  std::string future(Id id, const Event& event) const {
    return (story_.name(id).given ? "the future " : "") + told_here(id, event);
  }

  std::string sentence(const Event& event) const {
    switch (event.verb) {
      case Verb::post:
        return is_tick(recording_, event) || told_otherwise_.contains(event.id)
                   ? ""
                   : "posts " + told_here(event.id, event);
      case Verb::arm: return "arms " + timer(event) + ", due at " + time_text(event.value);
      case Verb::fire: return told(event.id) + " is due";
      case Verb::drop: return drop(event);
      case Verb::sleep:
        return event.value > event.time ? "the loop sleeps until " + time_text(event.value) : "";
      case Verb::make: return make(event);
      case Verb::start: return start(event);
      case Verb::resolve: return future(event.id, event) + result(event);
      case Verb::begin: return told(event.id) + " begins" + awaited_by(event.about);
      case Verb::suspend: return told(event.id) + " waits for " + awaited(event);
      case Verb::resume: return told(event.id) + " goes on";
      case Verb::end: return end(event);
      case Verb::print: return "prints “" + event.text + "”";
      default: return "";
    }
  }

  std::string timer(const Event& event) const {
    const Name& name = story_.name(event.id);
    return (name.given && name.kind == "sleep" ? "the sleep " : "") + told_here(event.id, event);
  }
  std::string drop(const Event& event) const {
    if (!waiting_.contains(event.id)) return "";
    const auto found = story_.futures.find(event.id);
    if (found == story_.futures.end()) return told(event.id) + " is called off";
    return found->second.timer != 0 ? "" : future(event.id, event) + " is given up";
  }
  std::string make(const Event& event) const {
    const FutureNode& node = story_.futures.at(event.id);
    if (node.timer != 0 || node.frame != 0) return "";  // told by arm and by start
    return "makes " + future(event.id, event) +
           (story_.futures.contains(event.about) ? " from " + told_here(event.about, event) : "");
  }
  std::string start(const Event& event) const {
    const Name& frame = story_.name(event.about);
    const Name& name = story_.name(event.id);
    return "starts " + (frame.given ? frame.told() : "a task") + (name.given ? " as " + name.told() : "");
  }
  bool destroyed_unbegun(const Event& event) const { return event.value != 0 && !begun_.contains(event.id); }
  std::string end(const Event& event) const {
    const auto task = started_.find(event.id);
    if (destroyed_unbegun(event)) {
      const bool named = task != started_.end() && story_.name(task->second).given;
      return (named ? "the task " + told(task->second) : "a task") + " is destroyed before it began";
    }
    if (event.value != 0) return told(event.id) + " is destroyed while it waits";
    const bool failed = task != started_.end() && story_.futures.at(task->second).fate == Fate::failed;
    return told(event.id) + (failed ? " ends with an error" : " ends");
  }
  static std::string result(const Event& event) {
    if (event.value != 0) return " has failed";
    return event.text.empty() ? " has its value" : " is " + event.text;
  }
  std::string awaited_by(Id frame) const { return frame == 0 ? "" : ", awaited by " + told(frame); }
  std::string awaited(const Event& event) const {
    return event.about == 0 ? "something of its own" : told_here(event.about, event);
  }

  const Recording& recording_;
  const Story story_;
  const std::size_t columns_;
  std::string text_;
  std::size_t number_width_ = 4;
  std::size_t time_width_ = 4;
  std::unordered_map<std::size_t, std::size_t> by_step_;
  std::unordered_set<Id> told_otherwise_;  // their posts are told by arm, start, resolve
  std::unordered_set<Id> waiting_;         // jobs that have not run, futures without a value
  std::unordered_map<Id, std::string> last_seen_;
  std::unordered_map<Id, Id> started_;  // frame → the future of the started task
  std::unordered_set<Id> begun_;
  std::vector<Running> running_;
  Id after_start_ = 0;
  std::int64_t time_ = 0;
  std::size_t turn_ = 0;
  bool main_speaks_ = true;
};

}  // namespace

std::string text_view(const Recording& recording, std::size_t columns) {
  return Writer(recording, columns).write();
}

}  // namespace unroll::view
