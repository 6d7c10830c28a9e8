#include "00_trace/recorder.hpp"

#if UNROLL_TRACE

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>

#include "00_trace/event.hpp"

namespace unroll::trace {
namespace {

constexpr std::array words{"post",  "run",     "done",   "arm", "fire",  "drop", "sleep",  "make",  "resolve",
                           "begin", "suspend", "resume", "end", "print", "wait", "source", "start", "take"};
static_assert(words.size() == static_cast<std::size_t>(Verb::take) + 1, "one word a verb, in their order");

const char* word(Verb verb) { return words[static_cast<std::size_t>(verb)]; }

/// Whole numbers beyond this are not whole any more in a viewer's JavaScript.
constexpr std::int64_t never = (std::int64_t{1} << 53) - 1;

/// 1 is the first thread that did something.
int this_thread() {
  static std::atomic<int> threads = 0;
  thread_local const int number = ++threads;
  return number;
}

/// A header of the course: places in it are the toolkit's, not the program's.
std::size_t course_header(std::string_view path) {
  return path.ends_with(".hpp") ? path.rfind("chapters/0") : std::string_view::npos;
}

std::string_view without_folders(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string file_text(const std::string& root, const std::string& name) {
  for (const std::string& path : {name.starts_with('/') ? name : root + "/" + name, name}) {
    std::ifstream file(path, std::ios::binary);
    if (file) return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  return {};
}

}  // namespace

std::string_view short_name(std::string_view function) {
  std::size_t end = 0;  // where the parameters begin: a template argument or a namespace can have a `(` too
  for (int angles = 0; end != function.size(); ++end) {
    angles += (function[end] == '<') - (function[end] == '>');
    if (angles == 0 && function[end] == '(' && !function.substr(end).starts_with("(anonymous")) break;
  }
  const std::string_view before = function.substr(0, end);
  const auto last = before.find_last_of(" :*&");
  return last == std::string_view::npos ? before : before.substr(last + 1);
}

Recorder::Recorder(std::FILE* file, std::string title, std::string root, std::uint64_t most)
    : file_(file), title_(std::move(title)), root_(std::move(root)), left_(most) {}

Recorder::~Recorder() { finish(); }

void Recorder::step(const Step& step) {
  const std::lock_guard lock(mutex_);
  if (finished_ || !concerns_us(step)) return;
  before_next();
  write(step, learn(step));
  forget(step);
  count_step();
  flush();
}

void Recorder::print(std::string_view text) {
  const std::lock_guard lock(mutex_);
  for (std::size_t end = 0; !finished_ && (end = text.find('\n')) != std::string_view::npos;
       text.remove_prefix(end + 1)) {
    line_ += text.substr(0, end);
    write_print(true);
  }
  if (finished_) return;
  line_ += text;
  flush();
}

/// Destructors say that something ends, also where it has ended before; and a tick that only looks does not
/// sleep.
bool Recorder::concerns_us(const Step& step) const {
  const Known* known = find(step.id.value);
  switch (step.verb) {
    case Verb::drop: return known != nullptr;
    case Verb::fire: return known != nullptr && known->armed;
    case Verb::sleep: return on_our_clock(step.detail.value.number) > now_;
    case Verb::source: return step.id.value != 0;
    default: return true;
  }
}

const Recorder::Known* Recorder::find(std::uint64_t id) const {
  const auto found = known_.find(id);
  return found == known_.end() ? nullptr : &found->second;
}

/// A name given by the author wins, then the first place that is the program's own.
Recorder::Known& Recorder::learn(const Step& step) {
  Known& known = known_[step.id.value];
  const Detail& detail = step.detail;
  std::string_view label = detail.label.empty() ? detail.site.label : detail.label;
  if (step.verb == Verb::begin) label = short_name(detail.site.at.function_name());
  const bool is_name = step.verb != Verb::suspend && step.verb != Verb::resolve;
  if (is_name && !known.named && !label.empty()) {
    known.name = label;
    known.named = true;
  }
  const bool inner = course_header(detail.site.at.file_name()) != std::string_view::npos;
  const bool moves = step.verb == Verb::suspend || known.place.line == 0;
  if (detail.site.at.line() != 0 &&
      (moves || course_header(file_names_[known.place.file]) != std::string_view::npos) &&
      (!inner || known.place.line == 0)) {
    known.place = place_of(detail.site.at);
    if (!known.named) {
      known.name =
          std::string(without_folders(detail.site.at.file_name())) + ':' + std::to_string(known.place.line);
    }
  }
  return known;
}

Recorder::Place Recorder::place_of(const std::source_location& at) {
  const std::string name = at.file_name();
  const auto [file, is_new] = files_.try_emplace(name, file_names_.size());
  if (is_new) file_names_.push_back(name);
  return {file->second, at.line()};
}

std::int64_t Recorder::on_our_clock(std::int64_t nanoseconds) const {
  if (nanoseconds == std::numeric_limits<std::int64_t>::max()) return never;
  if (nanoseconds == std::numeric_limits<std::int64_t>::min()) return -never;
  return std::min(never, (nanoseconds - time.zero) / 1000 + offset_);
}

/// Time never goes back: a new clock goes on where the last one ended, and stands still when the last one is
/// gone.
std::int64_t Recorder::stamp() {
  if (time.microseconds != nullptr) {
    if (!timed_) tell_kind();
    timed_ = true;
    const std::int64_t raw = time.microseconds(time.clock);
    if (raw < raw_) offset_ = now_ - raw;
    raw_ = raw;
    now_ = std::max(now_, raw + offset_);
  } else if (!timed_) {
    ++now_;
  }
  return now_;
}

void Recorder::open_file() {
  out_ = "{\"otherData\":{\"schema\":\"unroll-trace/1\",\"title\":";
  append_quoted(out_, title_);
  out_ += ",\"compiler\":";
#ifdef __clang__
  append_quoted(out_, __VERSION__);
#else
  append_quoted(out_, "g++ " __VERSION__);
#endif
  out_ += ",\"clock\":";
  kind_at_ = static_cast<long>(out_.size());
  out_ += "\"steps\"  },\n\"traceEvents\":[\n";
  Event(out_, 'M', "process_name", 0, 1).arg("name", title_.empty() ? "a program" : std::string_view(title_));
}

/// The clock is often made after the file: there is room for its kind.
void Recorder::tell_kind() {
  flush();
  if (broken_ || kind_at_ < 0 || std::fseek(file_, kind_at_, SEEK_SET) != 0) return;
  std::string kind;
  append_quoted(kind, time.kind);
  kind.resize(std::size("\"virtual\"") - 1, ' ');
  std::fwrite(kind.data(), 1, kind.size(), file_);
  std::fflush(file_);
  std::fseek(file_, 0, SEEK_END);
}

void Recorder::write(const Step& step, Known& known) {
  const std::uint64_t id = step.id.value;
  Thread& thread = threads_[static_cast<std::size_t>(this_thread() - 1)];
  switch (step.verb) {
    case Verb::post:
      write_step(step, known, 'i', "job");
      if (known.flow == 0) write_flow('s', known.flow = ++flows_, "post");
      known.queued = true;
      return write_counter("ready queue", ++queued_);
    case Verb::run:
      write_step(step, known, 'B', "job");
      ++thread.open;
      if (known.flow != 0) write_flow('f', std::exchange(known.flow, 0), "post");
      if (std::exchange(known.queued, false)) write_counter("ready queue", --queued_);
      return;
    case Verb::done: return end_slice(thread, this_thread());
    case Verb::arm:
      write_step(step, known, 'b', "timer");
      write_flow('s', known.flow = ++flows_, "post");
      known.armed = true;
      return write_counter("timers", ++armed_);
    case Verb::fire:
      write_step(step, known, 'i', "timer");
      write_span('e', known, id, "timer");
      known.armed = false;
      return write_counter("timers", --armed_);
    case Verb::drop:
      write_step(step, known, 'i', "drop");
      if (known.armed) write_span('e', known, id, "timer"), write_counter("timers", --armed_);
      if (known.waits) write_span('e', known, id, "future");
      if (known.queued && step.detail.value.number != 0) write_counter("ready queue", --queued_);
      return;
    case Verb::sleep:
      write_step(step, known, 'B', "sleep");
      ++thread.open;
      thread.sleeps = true;
      return;
    case Verb::make: known.future = known.waits = true; return write_step(step, known, 'b', "future");
    case Verb::resolve:
      write_step(step, known, 'i', "future");
      if (std::exchange(known.waits, false)) write_span('e', known, id, "future");
      return;
    case Verb::begin: known.waits = true; return write_step(step, known, 'b', "frame");
    case Verb::end:
      write_step(step, known, 'i', "frame");
      if (std::exchange(known.waits, false)) write_span('e', known, id, "frame");
      return;
    default: return write_step(step, known, 'i', word(step.verb));
  }
}

void Recorder::write_step(const Step& step, const Known& known, char phase, const char* category) {
  const Verb verb = step.verb;
  const std::string_view name = verb == Verb::sleep ? std::string_view("sleep") : known.name;
  out_ += ",\n";
  Event event(out_, phase, name, now_, this_thread());
  event.member("cat", category);
  if (phase == 'i') event.member("s", "t");
  if (phase == 'b') event.member("id", step.id.value);
  event.arg("k", word(verb))
      .arg("id", step.id.value)
      .arg("cause", step.cause.value)
      .arg("about", step.detail.about.value);
  const std::int64_t value = step.detail.value.number;
  if (verb == Verb::arm || verb == Verb::sleep)
    event.arg_time("value", on_our_clock(value));
  else
    event.arg("value", static_cast<std::uint64_t>(value));
  if (verb == Verb::resolve) event.arg("text", step.detail.label);
  const bool is_at_its_place = step.detail.site.at.line() != 0 || verb == Verb::run || verb == Verb::resume;
  if (is_at_its_place && known.place.line != 0) event.arg_pair("at", known.place.file, known.place.line);
}

void Recorder::write_span(char phase, const Known& known, std::uint64_t id, const char* category) {
  out_ += ",\n";
  Event(out_, phase, known.name, now_, this_thread()).member("cat", category).member("id", id);
}

/// An arrow of the viewers, from the slice that caused something to the slice that was caused.
void Recorder::write_flow(char phase, std::uint64_t id, const char* category) {
  out_ += ",\n";
  Event event(out_, phase, category, now_, this_thread());
  event.member("cat", category).member("id", id);
  if (phase == 'f') event.member("bp", "e");
}

void Recorder::write_counter(const char* name, std::int64_t count) {
  out_ += ",\n";
  Event(out_, 'C', name, now_, this_thread()).arg_time("now", count);
}

void Recorder::write_print(bool whole_line) {
  const std::string line = std::exchange(line_, {});
  before_next();
  out_ += ",\n";
  {
    Event event(out_, 'i', line.empty() ? "print" : std::string_view(line), now_, this_thread());
    event.member("cat", "print")
        .member("s", "t")
        .arg("k", "print")
        .arg("cause", running.value)
        .arg("text", line);
    if (!whole_line) event.arg("value", std::uint64_t{1});
  }
  count_step();
}

/// All that comes before an event: the head of the file, the rest of a line, the end of a sleep, the limit.
void Recorder::before_next() {
  if (kind_at_ < 0) open_file();
  begin_thread(this_thread());
  if (!line_.empty()) write_print(false);
  stamp();
  Thread& thread = threads_[static_cast<std::size_t>(this_thread() - 1)];
  if (std::exchange(thread.sleeps, false)) end_slice(thread, this_thread());
}

void Recorder::begin_thread(int number) {
  while (threads_.size() < static_cast<std::size_t>(number)) {
    threads_.emplace_back();
    const int next = static_cast<int>(threads_.size());
    const std::string name = next == 1 ? "main" : "thread " + std::to_string(next);
    out_ += ",\n";
    Event(out_, 'M', "thread_name", 0, next).arg("name", name);
    out_ += ",\n";
    Event(out_, 'B', name, now_, next).member("cat", "thread");
    threads_.back().open = 1;
  }
}

void Recorder::end_slice(Thread& thread, int number) {
  if (thread.open <= 1) return;
  --thread.open;
  out_ += ",\n";
  Event(out_, 'E', {}, now_, number);
}

/// Whoever is gone is forgotten, so that a long run does not fill the memory.
void Recorder::forget(const Step& step) {
  const auto found = known_.find(step.id.value);
  if (found == known_.end()) return;
  const Known& known = found->second;
  const bool is_gone = step.verb == Verb::take || step.verb == Verb::end || step.verb == Verb::sleep ||
                       (step.verb == Verb::done && !known.future) ||
                       (step.verb == Verb::drop && (!known.queued || step.detail.value.number != 0));
  if (is_gone) known_.erase(found);
}

void Recorder::count_step() {
  if (--left_ != 0) return;
  std::fprintf(stderr, "unroll: the recording ends here, for it has become very long; the program goes on\n");
  write_note("cut", "the recording ends here");
  write_sources();
}

/// Something that is not a step: why a recording ends.
void Recorder::write_note(const char* kind, std::string_view text) {
  out_ += ",\n";
  Event(out_, 'i', text, now_, this_thread())
      .member("cat", kind)
      .member("s", "g")
      .arg("k", kind)
      .arg("text", text);
}

void Recorder::flush() {
  if (broken_ || file_ == nullptr) return out_.clear();
  const bool written =
      std::fwrite(out_.data(), 1, out_.size(), file_) == out_.size() && std::fflush(file_) == 0;
  if (!written) {
    broken_ = true;
    std::perror("unroll: the run can no longer be recorded");
  }
  out_.clear();
}

void Recorder::finish(std::string_view why) {
  const std::lock_guard lock(mutex_);
  if (finished_) return;
  before_next();
  if (!why.empty()) write_note("terminate", why);
  write_sources();
}

/// The last of the file: slices that are open end, and the sources follow. The course's own headers are not
/// among them.
void Recorder::write_sources() {
  finished_ = true;
  for (std::size_t i = 0; i != threads_.size(); ++i) {
    for (; threads_[i].open != 0; --threads_[i].open) {
      out_ += ",\n";
      Event(out_, 'E', {}, now_, static_cast<int>(i + 1));
    }
  }
  out_ += "\n],\n\"unrollTrace\":{\"version\":1,\"sources\":[";
  for (const std::string& name : file_names_) {
    const std::size_t header = course_header(name);
    out_ += &name == file_names_.data() ? "\n{\"file\":" : ",\n{\"file\":";
    const bool is_absolute = name.starts_with('/');
    append_quoted(out_, header != std::string::npos ? std::string_view(name).substr(header)
                        : is_absolute               ? without_folders(name)
                                                    : std::string_view(name));
    if (header == std::string::npos) {
      const std::string text = file_text(root_, name);
      if (!text.empty()) append_quoted(out_ += ",\"text\":", text);
    }
    out_ += '}';
  }
  out_ += "]}}\n";
  flush();
  if (file_ != nullptr && std::fclose(std::exchange(file_, nullptr)) != 0) broken_ = true;
}

void Recorder::let_go() {
  finished_ = true;
  file_ = nullptr;
}

}  // namespace unroll::trace

#endif
