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

void Monitor::report(Report::Kind kind, std::int64_t took, Place place, std::string name,
                     const std::string& text) {
  ++figures_.reports[static_cast<std::size_t>(kind)];
  const std::string where = place.known() ? text_of(place) : "";
  std::string all = took == 0 ? "" : text_of(Span{took}) + " ";
  if (!name.empty()) all += text_of(Quoted{name}) + " ";
  if (!where.empty()) all += where + " ";
  if (tell_) tell_({kind, Micros(now_), Micros(took), where, std::move(name), all + text});
}

/// A callback that is slow by itself is told at once; others add up.
void Monitor::judge(const Running& running, std::int64_t took) {
  if (took > figures_.longest) {
    figures_.longest = took;
    figures_.longest_at = place_of(running);
  }
  if (took >= limits_.slow.count()) {
    report(Report::Kind::slow, took, place_of(running), name_of(running), told(running));
  } else if (took >= limits_.noticeable.count()) {
    add_debt(running, took);
  }
}

void Monitor::add_debt(const Running& running, std::int64_t took) {
  const Place place = place_of(running);
  auto blame =
      std::find_if(blames_.begin(), blames_.end(), [&](const Blame& one) { return one.place == place; });
  if (blame == blames_.end()) blame = blames_.insert(blame, {place, name_of(running), 0, 0});
  ++blame->count;
  blame->sum += took;
  debt_ += took;
  if (debt_ < limits_.lag.count()) return;
  const auto most =
      *std::max_element(blames_.begin(), blames_.end(),
                        [](const Blame& one, const Blame& other) { return one.sum < other.sum; });
  report(Report::Kind::lag, debt_, most.place, most.name,
         "and others like it, none of them slow: the loop fell behind by so much; " +
             text_of(most.count, " times here, ", Span{most.sum}, " together"));
  debt_ = 0;
  blames_.clear();
}

void Monitor::end_turn() {
  if (!turn_began_) return;
  figures_.turns.add(turn_took_);
  const bool idle = !turn_moved_ && !turn_waited_;
  ++(turn_came_back_ ? figures_.polling_turns : figures_.busy_turns);
  if (!idle) --(turn_came_back_ ? figures_.polling_turns : figures_.busy_turns);
  idle_in_a_row_ = idle ? idle_in_a_row_ + 1 : 0;
  if (idle_in_a_row_ == limits_.in_a_row) {
    const std::string count = std::to_string(idle_in_a_row_) + " turns in a row ";
    if (turn_came_back_)
      report(Report::Kind::polling, 0, came_back_at_, {},
             "asks again and again: in " + count + "whoever ran is where he was, and nothing was waited for");
    else
      report(Report::Kind::busy, 0, {}, {}, "in " + count + "nothing ran, and nothing was waited for");
  }
  turn_took_ = 0;
  turn_moved_ = turn_came_back_ = turn_waited_ = turn_starved_ = false;
}

void Monitor::stalled() {
  std::string tasks;
  {
    Output out(append, &tasks);
    waits_.dump(out, now_, Form::text);
  }
  report(Report::Kind::stalled, 0, {}, {},
         "nothing is left to run, nothing is waited for, and these have not ended:\n" + tasks);
}

void Monitor::never_awaited(const trace::Step& step) {
  const std::source_location& at = step.detail.site.at;
  if (at.line() == 0) return;
  report(Report::Kind::never_awaited, 0, Place::of(at), std::string(trace::short_name(at.function_name())),
         "was called, and neither awaited nor started: nothing of it has run");
}

/// The future that has just gone had it.
void Monitor::lost_error(const trace::Step& step) {
  const std::optional<Known> future = waits_.take_failed();
  report(Report::Kind::lost_error, 0, future ? future->place : Place{}, future ? future->name : "",
         "an error that nobody took: " + std::string(step.detail.label));
}

Monitor::Stretch* Monitor::last_stretch() {
  if (running_.empty()) return nullptr;
  Running& now = running_.back();
  return now.stretches == 0 ? nullptr : &now.stretch[now.stretches - 1];
}

/// The first that is the program's own; else the first.
const Monitor::Stretch* Monitor::program_stretch(const Running& running) {
  if (running.stretches == 0) return nullptr;
  const auto* const end = running.stretch.begin() + running.stretches;
  const auto* const found = std::find_if(running.stretch.begin(), end,
                                         [&](const Stretch& one) { return !waits_.is_inner(one.from.file); });
  return found == end ? running.stretch.begin() : found;
}

Place Monitor::place_of(const Running& running) {
  const Stretch* const stretch = program_stretch(running);
  return stretch != nullptr ? stretch->from : running.job.place;
}

/// A label, or the name of the task that ran.
std::string Monitor::name_of(const Running& running) {
  const Stretch* const stretch = program_stretch(running);
  if (stretch == nullptr) return running.job.name;
  const std::string_view task = waits_.task_of(stretch->frame);
  return std::string(task.empty() ? waits_.task_of(stretch->other) : task);
}

std::string Monitor::told(const Running& running) {
  const Stretch* const stretch = program_stretch(running);
  if (stretch == nullptr) return "a callback ran so long, and nobody else could";
  const std::string_view function = trace::short_name(stretch->function);
  const std::string until = stretch->to.known() ? text_of(", which waits next at ", stretch->to) : "";
  return std::string(function) + "() ran so long from there" + until + ", and nobody else could";
}

}  // namespace unroll::monitor

#endif
