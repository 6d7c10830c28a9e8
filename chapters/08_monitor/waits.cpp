#include "08_monitor/waits.hpp"

#if UNROLL_TRACE

#include <algorithm>
#include <limits>

namespace unroll::monitor {

using trace::Verb;

namespace {

/// Headers of the chapters, and the sources that hide the operating system.
bool looks_inner(std::string_view path) {
  const std::size_t chapter = path.rfind("chapters/0");
  if (chapter == std::string_view::npos) return false;
  if (path.ends_with(".hpp")) return true;
  const std::string_view file = path.substr(path.rfind('/') + 1);
  constexpr std::array sources{"poller.cpp",  "stream.cpp",  "listener.cpp", "signals.cpp",
                               "process.cpp", "mailbox.cpp", "pool.cpp"};
  return std::find(sources.begin(), sources.end(), file) != sources.end();
}

}  // namespace

bool Waits::is_inner(const char* file) {
  InnerFile& known = inner_files_[reinterpret_cast<std::uintptr_t>(file) / 8 % inner_files_.size()];
  if (known.file != file) known = {file, looks_inner(file)};
  return known.inner;
}

Known& Waits::learn(const trace::Step& step) {
  Known& known = table_.add(step.id.value);
  const Site& site = step.detail.site;
  if (*site.label != '\0' && *known.name == '\0') known.name = site.label;
  if (site.at.line() == 0 || !known.inner) return known;
  known.inner = is_inner(site.at.file_name());
  if (!known.inner || !known.place.known()) known.place = Place{site.at};
  return known;
}

Waits::News Waits::step(const trace::Step& step) {
  switch (step.verb) {
    case Verb::make: make(step); break;
    case Verb::source: source(step); break;
    case Verb::start: start(step); break;
    case Verb::end: return end(step);
    case Verb::drop: drop(step); break;
    case Verb::resolve:
      if (Known* const future = table_.find(step.id.value)) {
        future->begun = true;
        future->failed = step.detail.value.number != 0;
      }
      break;
    case Verb::wait:
      learn(step);
      if (Known* const future = table_.find(step.detail.about.value)) future->waiter = step.id.value;
      break;
    case Verb::watch: {
      Known& descriptor = learn(step);
      descriptor.kind = Known::Kind::descriptor;
      descriptor.when = step.detail.value.number;
      if (Known* const future = table_.find(step.detail.about.value)) future->about = step.id.value;
      break;
    }
    default: break;
  }
  return News::none;
}

void Waits::make(const trace::Step& step) {
  Known& future = learn(step);
  future.kind = Known::Kind::future;
  future.about = step.detail.about.value;
}

/// A future's source is another future, or the timer that will be armed for it.
void Waits::source(const trace::Step& step) {
  Known* const future = table_.find(step.id.value);
  if (future == nullptr) return;
  ++future->sources;
  future->about = step.detail.about.value;
  const bool inner = future->inner;
  const Place place = future->place;
  Known& source = table_.add(step.detail.about.value);
  source.other = step.id.value;
  if (source.place.known()) return;
  source.inner = inner;
  source.place = place;
}

void Waits::start(const trace::Step& step) {
  const std::uint64_t frame = step.detail.about.value;
  Known& task = learn(step);
  task.kind = Known::Kind::task;
  task.about = frame;
  if (free_names_.empty()) {
    free_names_.push_back(names_.size());
    names_.emplace_back();
  }
  task.when = static_cast<std::int64_t>(free_names_.back());
  names_[free_names_.back()] = step.detail.label;
  free_names_.pop_back();
  const Place place = task.place;
  Known& root = table_.add(frame);
  root.kind = Known::Kind::frame;
  root.other = step.id.value;
  root.root = true;
  root.place = place;
  remember_root(step.id.value);
  ++unfinished_;
}

void Waits::remember_root(std::uint64_t id) {
  if (roots_.size() >= 64 && roots_.size() >= 2 * unfinished_)
    std::erase_if(roots_, [&](std::uint64_t root) { return table_.find(root) == nullptr; });
  roots_.push_back(id);
}

Known& Waits::begin(const trace::Step& step) {
  const std::source_location& function = step.detail.site.at;
  const std::uint64_t awaiter = step.detail.about.value;
  Known& frame = table_.add(step.id.value);
  frame.kind = Known::Kind::frame;
  frame.begun = true;
  frame.name = function.function_name();
  frame.place = Place{function};
  if (awaiter != 0) frame.other = awaiter;
  return frame;
}

Waits::News Waits::end(const trace::Step& step) {
  Known* const frame = table_.find(step.id.value);
  if (frame == nullptr) return step.detail.value.number == 1 ? News::never_awaited : News::none;
  if (frame->root) --unfinished_;
  table_.remove(frame);
  return News::none;
}

void Waits::drop(const trace::Step& step) {
  Known* const known = table_.find(step.id.value);
  if (known == nullptr) return;
  if (known->queued && step.detail.value.number == 0) {
    known->called_off = true;  // it runs, and does nothing
  } else {
    forget(known);
  }
}

/// The job of a future that nobody will resolve goes with it.
void Waits::forget(Known* known) {
  if (known == nullptr) return;
  if (known->failed) failed_ = *known;
  if (known->kind == Known::Kind::task) free_names_.push_back(static_cast<std::size_t>(known->when));
  const std::uint64_t waiter = known->waiter;
  table_.remove(known);
  Known* const job = table_.find(waiter);
  if (job != nullptr && job->kind == Known::Kind::job && !job->queued) table_.remove(job);
}

std::string_view Waits::task_of(std::uint64_t frame) const {
  const Known* known = table_.find(frame);
  while (known != nullptr && known->kind == Known::Kind::frame) known = table_.find(known->other);
  if (known == nullptr || known->kind != Known::Kind::task) return {};
  return names_[static_cast<std::size_t>(known->when)];
}

}  // namespace unroll::monitor

#endif
