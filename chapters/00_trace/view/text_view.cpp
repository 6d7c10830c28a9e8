#include "text_view.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "sentences.hpp"
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
        sentences_(recording, story_),
        columns_(std::max(columns, 2 * indent)) {
    for (std::size_t card = 1; card < story_.cards.size(); ++card) by_step_[story_.cards[card].step] = card;
    number_width_ = std::max<std::size_t>(4, std::to_string(recording.events.size()).size());
    for (const Event& event : recording.events) {
      several_threads_ = several_threads_ || event.thread != 1;
      time_width_ = std::max(time_width_, width(time_text(event.time)));
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
    const bool inside = !running().empty() && running().back().shown;
    std::string text = margin(std::to_string(number), time_text(event.time)) + "  ";
    const bool outside_of_jobs = main_speaks_ || (running().empty() && event.thread != 1);
    text += (inside || outside_of_jobs ? "  " : "") + shortened(what, longest);
    add(text, place);
  }

  void step(const Event& event, std::size_t number) {
    note(event);
    if (event.verb == Verb::run) return run(event, number);
    if (event.verb == Verb::done) {
      if (!running().empty()) running().pop_back();
      return;
    }
    if (!running().empty() && running().back().silent) return;
    const std::string what = sentences_.step(event);
    if (what.empty()) return;
    if (event.thread != thread_) {
      another_thread(event);
    } else if (running().empty() && event.thread == 1) {
      main_goes_on(event);
    }
    line(number, event, what, sentences_.place(event));
  }

  void note(const Event& event) {
    acting_ = event.thread;
    if (running().empty() && event.time < time_) text_ += "\nanother world, whose time begins anew\n";
    time_ = event.time;
    sentences_.note(event);
  }

  void run(const Event& event, std::size_t number) {
    main_speaks_ = false;
    const auto found = by_step_.find(number);
    const bool tick = found == by_step_.end();
    const bool folded = !tick && story_.cards[found->second].folded;
    if (!tick && !folded) {
      const Card& card = story_.cards[found->second];
      if (card.turn != turn_ || event.thread != thread_) heading(card);
      running().push_back({false, false});
      line(number, event, sentences_.job(card), card.place);
      running().pop_back();
    }
    running().push_back({!tick && !folded, folded});
  }

  void heading(const Card& card) {
    turn_ = card.turn;
    thread_ = card.thread;
    text_ += "\nturn " + std::to_string(turn_);
    if (several_threads_) text_ += ", on thread " + std::to_string(thread_);
    if (recording_.timed) text_ += ", at " + time_text(card.time);
    if (const auto slept = story_.slept.find(turn_); slept != story_.slept.end() && recording_.timed) {
      text_ += ", after a sleep of " + time_text(slept->second);
    }
    text_ += "\n";
  }

  std::vector<Running>& running() { return running_[acting_]; }

  /// What this one does stands between what the others do.
  void another_thread(const Event& event) {
    thread_ = event.thread;
    main_speaks_ = running().empty() && thread_ == 1;
    text_ += main_speaks_ ? "\nmain() goes on\n" : "\nthread " + std::to_string(thread_) + " goes on\n";
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

  const Recording& recording_;
  const Story story_;
  Sentences sentences_;
  const std::size_t columns_;
  std::string text_;
  std::size_t number_width_ = 4;
  std::size_t time_width_ = 4;
  std::unordered_map<std::size_t, std::size_t> by_step_;
  std::unordered_map<int, std::vector<Running>> running_;  // of each thread
  bool several_threads_ = false;
  int acting_ = 1;  // the thread of this step
  int thread_ = 1;  // the one that was told of last
  std::int64_t time_ = 0;
  std::size_t turn_ = 0;
  bool main_speaks_ = true;
};

}  // namespace

std::string text_view(const Recording& recording, std::size_t columns) {
  return Writer(recording, columns).write();
}

}  // namespace unroll::view
