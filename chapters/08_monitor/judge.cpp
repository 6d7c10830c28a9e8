#include <algorithm>
#include <string>
#include <utility>

#include "00_trace/short_name.hpp"
#include "08_monitor/monitor.hpp"

#if UNROLL_TRACE

namespace unroll::monitor {
namespace {

void append(void* to, const char* text, std::size_t size) {
  static_cast<std::string*>(to)->append(text, size);
}

template <class... Parts>
std::string text_of(const Parts&... parts) {
  std::string text;
  {
    Output out(append, &text);
    (out << ... << parts);
  }
  return text;
}

}  // namespace

void Monitor::report(Report::Kind kind, std::int64_t took, Place place, std::string name, std::string text) {
  ++figures_.reports[static_cast<std::size_t>(kind)];
  ended_in_ = 0;  // the time it takes to tell is not the next job's
  if (!tell_) return;
  tell_({kind, Micros(now_), Micros(took), place.known() ? text_of(place) : "", std::move(name),
         std::move(text)});
}

/// A callback that is slow by itself is told at once; others add up.
void Monitor::judge(const Running& running, std::int64_t took) {
  if (took > figures_.longest) {
    figures_.longest = took;
    figures_.longest_at = place_of(running);
  }
  if (took >= limits_.slow.count()) {
    report(Report::Kind::slow, took, place_of(running), name_of(running),
           text_of(Span{took}, " ", told(running)));
  } else if (took >= limits_.noticeable.count()) {
    add_debt(running, took);
  }
}

void Monitor::add_debt(const Running& running, std::int64_t took) {
  const Place place = place_of(running);
  auto blame =
      std::find_if(blames_.begin(), blames_.end(), [&](const Blame& one) { return one.place == place; });
  if (blame == blames_.end()) blame = blames_.insert(blame, {place, name_of(running), told(running), 0, 0});
  ++blame->count;
  blame->sum += took;
  debt_ += took;
  if (debt_ < limits_.lag.count()) return;
  const auto most =
      *std::max_element(blames_.begin(), blames_.end(),
                        [](const Blame& one, const Blame& other) { return one.sum < other.sum; });
  report(Report::Kind::lag, debt_, most.place, most.name,
         text_of(Span{debt_}, " of callbacks in a row, none of them slow; most of it ", most.told, ": ",
                 most.count, " times, ", Span{most.sum}));
  debt_ = 0;
  blames_.clear();
}

void Monitor::begin_turn(std::uint32_t turn) {
  end_turn();
  turn_ = turn;
  turn_began_ = true;
}

void Monitor::end_turn() {
  if (!turn_began_) return;
  figures_.turns.add(turn_took_);
  const bool idle = !turn_moved_ && !turn_waited_;
  ++(turn_came_back_ ? figures_.polling_turns : figures_.busy_turns);
  if (!idle) --(turn_came_back_ ? figures_.polling_turns : figures_.busy_turns);
  idle_in_a_row_ = idle ? idle_in_a_row_ + 1 : 0;
  if (idle_in_a_row_ == limits_.in_a_row) {
    const std::string turns = std::to_string(idle_in_a_row_) + " turns in a row waited for nothing, and ";
    if (turn_came_back_)
      report(Report::Kind::polling, 0, came_back_at_, {},
             turns + "whoever ran is where he was: " + text_of(came_back_at_));
    else
      report(Report::Kind::busy, 0, {}, {}, turns + "nothing ran");
  }
  turn_took_ = 0;
  turn_moved_ = turn_came_back_ = turn_waited_ = turn_starved_ = false;
}

/// Whether that was reported.
bool Monitor::note_delay(const Known& job) {
  const std::int64_t late = std::max<std::int64_t>(now_ - job.when, 0);
  figures_.lag.add(late);
  if (late < limits_.starved.count() || std::exchange(turn_starved_, true)) return false;
  starved(job, late);
  return true;
}

void Monitor::starved(const Known& job, std::int64_t late) {
  const std::string label = *job.name == '\0' ? "" : text_of(" ", Quoted{job.name});
  report(Report::Kind::starved, late, job.place, job.name,
         text_of(Span{late}, " in the queue, or due, before it ran: job", label, " from ", job.place,
                 "; behind it there are ", figures_.depth));
}

void Monitor::stalled(const trace::Step&) {
  std::string tasks;
  {
    Output out(append, &tasks);
    waits_.dump(out, now_, Form::text);
  }
  report(Report::Kind::stalled, 0, {}, {},
         "nothing is left to run, nothing is waited for, and these have not ended:\n" + tasks);
}

/// Of one that was there before this monitor it is not known whether it began.
void Monitor::never_awaited(const trace::Step& step) {
  const std::source_location& at = step.detail.site.at;
  if (at.line() == 0 || step.id.value <= last_before_) return;
  const std::string_view function = trace::short_name(at.function_name());
  report(Report::Kind::never_awaited, 0, {at}, std::string(function),
         text_of(function, "() of ", Place{at}, " was called, and neither awaited nor started"));
}

/// The future that has just gone had it, or nobody.
void Monitor::lost_error(const trace::Step& step) {
  const std::optional<Known> future = waits_.take_failed(step.id.value);
  const std::string from = future ? text_of(", from ", future->place) : "";
  report(Report::Kind::lost_error, 0, future ? future->place : Place{}, future ? future->name : "",
         "an error that nobody took" + from + ": " + std::string(step.detail.label));
}

Place Monitor::place_of(const Running& running) {
  return running.stretch.frame != 0 ? running.stretch.from : running.place;
}

/// A label, or the name of the task that ran.
std::string Monitor::name_of(const Running& running) {
  if (running.stretch.frame == 0) return running.name;
  const std::string_view task = waits_.task_of(running.stretch.frame);
  return std::string(task.empty() ? waits_.task_of(running.stretch.other) : task);
}

/// `in fetch(), task "guest", from shop.cpp:12 to shop.cpp:15`
std::string Monitor::told(const Running& running) {
  const std::string name = name_of(running);
  const std::string label = name.empty() ? "" : text_of(" ", Quoted{name});
  const Stretch& stretch = running.stretch;
  if (stretch.frame == 0) return text_of("in callback", label, " from ", running.place);
  const std::string task = name.empty() ? "" : ", task" + label;
  const std::string to = stretch.to.known() ? text_of(stretch.to) : "its end";
  const char* const others = running.went_on ? ", or in whoever went on behind it in the same callback" : "";
  return text_of("in ", trace::short_name(stretch.function), "()", task, ", from ", stretch.from, " to ", to,
                 others);
}

}  // namespace unroll::monitor

#endif
