#include "00_trace/recorder.hpp"

#include <array>
#include <atomic>
#include <utility>

#include "00_trace/short_name.hpp"

namespace unroll::trace {
namespace {

constexpr std::array words{"post",    "run",   "done",    "arm",    "fire", "drop",  "sleep", "make",
                           "resolve", "begin", "suspend", "resume", "end",  "print", "wait",  "source",
                           "start",   "take",  "watch",   "ready",  "send", "stall", "lose"};
static_assert(words.size() == static_cast<std::size_t>(Verb::lose) + 1, "one word a verb, in their order");

const char* word(Verb verb) { return words[static_cast<std::size_t>(verb)]; }

/// 1 is the first thread that did something.
int this_thread() {
  static std::atomic<int> threads = 0;
  thread_local const int number = ++threads;
  return number;
}

}  // namespace

void Recorder::step(const Step& step) {
  const std::lock_guard lock(mutex_);
  if (finished_) return;
  begin_thread();
  if (!concerns_us(step)) return;
  before_next();
  write(step, learn(step));
  forget(step);
  count_step();
  file_.flush();
}

void Recorder::print(std::string_view text) {
  const std::lock_guard lock(mutex_);
  if (finished_) return;
  begin_thread();
  thread().printed_in = running.value;
  for (std::size_t end = 0; !finished_ && (end = text.find('\n')) != std::string_view::npos;) {
    thread().line += text.substr(0, end);
    text.remove_prefix(end + 1);
    write_print(true);
  }
  if (finished_) return;
  thread().line += text;
  file_.flush();
}

void Recorder::finish(std::string_view why) {
  const std::lock_guard lock(mutex_);
  if (finished_) return;
  before_next();
  for (std::size_t i = 0; i != threads_.size(); ++i) {
    if (!threads_[i].line.empty()) write_line(static_cast<int>(i + 1), threads_[i].line, false);
  }
  if (!why.empty()) write_note("terminate", why);
  end();
}

void Recorder::let_go() {
  finished_ = true;
  file_.let_go();
}

/// Destructors say that something ends, also where it has ended before; and a tick that only looks does not
/// sleep.
bool Recorder::concerns_us(const Step& step) {
  const auto known = known_.find(step.id.value);
  switch (step.verb) {
    case Verb::drop: return known != known_.end();
    case Verb::fire: return known != known_.end() && known->second.armed;
    case Verb::sleep: return stamp_.of(step.detail.value.number, thread().scale) > stamp_.now();
    case Verb::source: return step.id.value != 0;
    case Verb::stall:
    case Verb::lose: return false;
    default: return true;
  }
}

/// A name given by the author wins; else the first place that is the program's own. A frame moves from place
/// to place.
Recorder::Known& Recorder::learn(const Step& step) {
  Known& known = known_[step.id.value];
  const Site& site = step.detail.site;
  std::string_view label = step.detail.label.empty() ? site.label : step.detail.label;
  if (step.verb == Verb::resolve) label = {};  // it is the value
  if (step.verb == Verb::begin) label = short_name(site.at.function_name());
  if (!known.named && !label.empty()) {
    known.name = label;
    known.named = true;
  }
  const auto is_better = [&] {
    return known.place.line == 0 || step.verb == Verb::suspend ||
           (sources_.is_inner(known.place) && !Sources::is_inner(site.at.file_name()));
  };
  if (site.at.line() == 0 || step.verb == Verb::end || !is_better()) return known;
  known.place = sources_.place(site.at);
  if (!known.named) known.name = sources_.name(known.place);
  return known;
}

/// Whoever is gone is forgotten, so that a long run does not fill the memory.
void Recorder::forget(const Step& step) {
  const auto found = known_.find(step.id.value);
  if (found == known_.end()) return;
  const Known& known = found->second;
  const bool is_gone = step.verb == Verb::take || step.verb == Verb::end || step.verb == Verb::sleep ||
                       step.verb == Verb::done || (step.verb == Verb::drop && !known.queued);
  if (is_gone) known_.erase(found);
}

/// All that comes before an event: a new thread, the rest of a line, the time, the end of a sleep.
void Recorder::before_next() {
  if (time.microseconds != nullptr && clock_ != time.kind) file_.tell_clock(clock_ = time.kind);
  begin_thread();
  if (!thread().line.empty()) write_print(false);
  stamp_.next(thread().scale);
  if (std::exchange(thread().sleeps, false)) end_slice();
}

void Recorder::write(const Step& step, Known& known) {
  switch (step.verb) {
    case Verb::post:
    case Verb::send:
    case Verb::run: return write_queue(step, known);
    case Verb::done: return end_slice();
    case Verb::arm:
    case Verb::fire: return write_timer(step, known);
    case Verb::drop: return write_drop(step, known);
    case Verb::make:
    case Verb::resolve:
    case Verb::begin:
    case Verb::end: return write_wait(step, known);
    case Verb::sleep: thread().sleeps = true; return begin_slice(step, known, "sleep");
    default: return write_step(step, known, 'i', word(step.verb));
  }
}

/// An arrow leads from where a job was posted to where it runs; that of a timer's job from where it was
/// armed, that of a job for another thread from where it was sent.
void Recorder::write_queue(const Step& step, Known& known) {
  if (step.verb != Verb::run) {
    write_step(step, known, 'i', "job");
    if (known.flow == 0) write_arrow('s', known.flow = ++arrows_);
    if (step.verb == Verb::send) return void(known.sent = true);
    known.queued = true;
    return write_count("ready queue", ++queued_);
  }
  begin_slice(step, known, "job");
  if (known.flow != 0) write_arrow('f', std::exchange(known.flow, 0));
  if (std::exchange(known.queued, false)) write_count("ready queue", --queued_);
}

void Recorder::write_timer(const Step& step, Known& known) {
  if (step.verb == Verb::arm) {
    write_step(step, known, 'b', "timer");
    write_arrow('s', known.flow = ++arrows_);
    known.armed = true;
    return write_count("timers", ++armed_);
  }
  write_step(step, known, 'i', "timer");
  write_end(step, known, "timer");
  known.armed = false;
  write_count("timers", --armed_);
}

void Recorder::write_wait(const Step& step, Known& known) {
  const bool is_future = step.verb == Verb::make || step.verb == Verb::resolve;
  const bool begins = step.verb == Verb::make || step.verb == Verb::begin;
  const char* const category = is_future ? "future" : "frame";
  write_step(step, known, begins ? 'b' : 'i', category);
  if (!begins && known.waits) write_end(step, known, category);
  known.waits = begins;
}

/// A job that is called off stays in the queue and does nothing when its turn comes; one that dies with its
/// loop leaves.
void Recorder::write_drop(const Step& step, Known& known) {
  write_step(step, known, 'i', "drop");
  if (std::exchange(known.armed, false)) {
    write_end(step, known, "timer");
    write_count("timers", --armed_);
  }
  if (std::exchange(known.waits, false)) write_end(step, known, "future");
  if (known.queued && step.detail.value.number != 0) {
    known.queued = false;
    write_count("ready queue", --queued_);
  }
}

/// The names of the sources, as they come up, so that the places make sense in a file without an end too.
void Recorder::tell_sources() {
  for (; told_sources_ != sources_.size(); ++told_sources_)
    file_.event('M', "source", 0, 1).arg("file", sources_.shown_name(told_sources_));
}

void Recorder::write_step(const Step& step, const Known& known, char phase, const char* category) {
  tell_sources();
  const Verb verb = step.verb;
  Event written = event(phase, verb == Verb::sleep ? std::string_view("sleep") : known.name);
  written.member("cat", category);
  if (phase == 'i') written.member("s", "t");
  if (phase == 'b') written.member("id", step.id.value);
  written.arg("k", word(verb)).arg("id", step.id.value).arg("cause", step.cause.value);
  written.arg("about", step.detail.about.value);
  const std::int64_t value = step.detail.value.number;
  if (verb == Verb::arm || verb == Verb::sleep) {
    written.arg_time("value", stamp_.of(value, thread().scale));
  } else {
    written.arg("value", static_cast<std::uint64_t>(value));
  }
  if (verb == Verb::resolve) written.arg("text", step.detail.label);
  const bool is_new = step.detail.site.at.line() != 0 && !known.sent;  // a second time it says nothing new
  if ((is_new || verb == Verb::run || verb == Verb::resume) && verb != Verb::end && known.place.line != 0)
    written.arg_pair("at", known.place.file, known.place.line);
}

void Recorder::write_end(const Step& step, const Known& known, const char* category) {
  event('e', known.name).member("cat", category).member("id", step.id.value);
}

void Recorder::write_arrow(char phase, std::uint64_t id) {
  Event arrow = event(phase, "post");
  arrow.member("cat", "post").member("id", id);
  if (phase == 'f') arrow.member("bp", "e");
}

void Recorder::write_count(const char* what, std::int64_t count) { event('C', what).arg_time("now", count); }

void Recorder::write_print(bool whole_line) {
  const std::string line = std::exchange(thread().line, {});
  before_next();
  write_line(this_thread(), line, whole_line);
  count_step();
}

/// Each thread has a line of its own: two may be in the midst of one at the same time.
void Recorder::write_line(int thread, std::string_view line, bool whole_line) {
  file_.event('i', line.empty() ? "print" : line, stamp_.now(), thread)
      .member("cat", "print")
      .member("s", "t")
      .arg("k", "print")
      .arg("cause", threads_[static_cast<std::size_t>(thread - 1)].printed_in)
      .arg("text", line)
      .arg("value", std::uint64_t{whole_line ? 0U : 1U});
}

/// Something that is not a step: why a recording ends.
void Recorder::write_note(const char* kind, std::string_view text) {
  event('i', text).member("cat", kind).member("s", "g").arg("k", kind).arg("text", text);
}

void Recorder::begin_thread() {
  while (threads_.size() < static_cast<std::size_t>(this_thread())) {
    const int number = static_cast<int>(threads_.size()) + 1;
    const std::string name = number == 1 ? "main" : "thread " + std::to_string(number);
    threads_.push_back({.open = {name}});
    file_.event('M', "thread_name", 0, number).arg("name", name);
    file_.event('B', name, stamp_.now(), number).member("cat", "thread");
  }
}

void Recorder::begin_slice(const Step& step, const Known& known, const char* category) {
  write_step(step, known, 'B', category);
  thread().open.push_back(step.verb == Verb::sleep ? "sleep" : known.name);
}

/// With the name of what ends: some viewers ask for it.
void Recorder::end_slice() {
  std::vector<std::string>& open = thread().open;
  if (open.size() == 1) return;  // it began before the recording
  event('E', open.back());
  open.pop_back();
}

void Recorder::count_step() {
  if (--left_ != 0) return;
  std::fprintf(stderr, "unroll: the recording ends here, for it has become very long; the program goes on\n");
  write_note("cut", "the recording ends here");
  end();
}

/// What is still open ends, and the sources follow.
void Recorder::end() {
  finished_ = true;
  for (std::size_t i = 0; i != threads_.size(); ++i) {
    for (std::vector<std::string>& open = threads_[i].open; !open.empty(); open.pop_back())
      file_.event('E', open.back(), stamp_.now(), static_cast<int>(i + 1));
  }
  std::string sources;
  sources_.append(sources);
  file_.end(sources);
}

Event Recorder::event(char phase, std::string_view name) {
  return file_.event(phase, name, stamp_.now(), this_thread());
}

Recorder::Thread& Recorder::thread() { return threads_[static_cast<std::size_t>(this_thread() - 1)]; }

}  // namespace unroll::trace
