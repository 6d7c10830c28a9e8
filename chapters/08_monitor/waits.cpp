#include "08_monitor/waits.hpp"

#if UNROLL_TRACE

#include <algorithm>
#include <limits>

namespace unroll::monitor {

/// Headers of the chapters, and the sources that hide the operating system.
bool Waits::looks_inner(const char* file) {
  const std::string_view path(file);
  const std::size_t chapter = path.rfind("chapters/0");
  if (chapter == std::string_view::npos) return false;
  if (path.ends_with(".hpp")) return true;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  constexpr std::array sources{"fd.cpp",       "poller.cpp",       "address.cpp",      "stream.cpp",
                               "listener.cpp", "signals.cpp",      "process.cpp",      "mailbox.cpp",
                               "pool.cpp",     "process_pool.cpp", "answer_jobs.cpp",  "out_file.cpp",
                               "writer.cpp",   "growing_file.cpp", "file_changes.cpp", "tail.cpp"};
  return std::find(sources.begin(), sources.end(), name) != sources.end();
}

/// When there are too many they are learned anew: a search ends at a free place.
bool Waits::learn_file(const char* file, std::size_t at) {
  if (files_known_ == files_.size() / 2) {
    files_.fill({});
    files_known_ = 0;
    return is_inner(file);
  }
  ++files_known_;
  files_[at] = {file, looks_inner(file)};
  return files_[at].inner;
}

Known& Waits::learn(const trace::Step& step) {
  Known& known = table_.add(step.id.value);
  const Site& site = step.detail.site;
  if (*site.label != '\0' && *known.name == '\0') known.name = site.label;
  if (!known.place.known()) known.place = Place{site.at};
  return known;
}

void Waits::make(const trace::Step& step) {
  Known& future = learn(step);
  future.kind = Known::Kind::future;
  future.about = step.detail.about.value;
}

void Waits::wait(const trace::Step& step) {
  learn(step);
  Known* const future = table_.find(step.detail.about.value);
  if (future == nullptr) return;
  future->waiter = step.id.value;
  if (future->kind == Known::Kind::future) remember_who_waits(*future);
}

void Waits::remember_who_waits(Known& for_this) {
  if (table_.at(suspended_).about == for_this.id) for_this.goes_on = suspended_;
}

void Waits::watch(const trace::Step& step) {
  Known* const future = table_.find(step.detail.about.value);
  if (future == nullptr) return;
  future->kernels = true;
  future->about = static_cast<std::uint64_t>(step.detail.value.number);
}

void Waits::resolve(Known& future) {
  future.begun = true;
  if (future.kind != Known::Kind::future) return;
  const Known& frame = table_.at(future.goes_on);
  if (frame.about == future.id && frame.kind == Known::Kind::frame)
    __builtin_prefetch(&table_.at(frame.goes_on));
}

void Waits::suspend(Known& frame, const trace::Step& step) {
  frame.place = Place{step.detail.site.at};
  frame.about = step.detail.about.value;
  suspended_ = table_.place_of(frame);
}

/// A future's source is another future, or the timer that will be armed for it.
void Waits::source(const trace::Step& step) {
  if (step.id.value == 0) return;  // on behalf of a frame, which says itself that it waits
  Known* const future = table_.find(step.id.value);
  if (future == nullptr) return;
  if (future->sources != std::numeric_limits<std::uint16_t>::max()) ++future->sources;
  future->about = step.detail.about.value;
  const Place place = future->place;
  Known& source = table_.add(step.detail.about.value);
  source.other = step.id.value;
  if (!source.place.known()) source.place = place;
}

void Waits::start(const trace::Step& step) {
  const std::uint64_t frame = step.detail.about.value;
  Known& task = learn(step);
  task.kind = Known::Kind::task;
  task.about = frame;
  if (free_names_.empty()) {
    free_names_.push_back(static_cast<std::uint32_t>(names_.size()));
    names_.emplace_back();
  }
  task.task_name = free_names_.back();
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

/// Of one that has ended somebody may still hold the future.
void Waits::remember_root(std::uint64_t id) {
  const auto has_ended = [&](std::uint64_t root) {
    const Known* const task = table_.find(root);
    return task == nullptr || task->kind != Known::Kind::task || table_.find(task->about) == nullptr;
  };
  if (roots_.size() >= 64 && roots_.size() >= 2 * unfinished_) std::erase_if(roots_, has_ended);
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
  remember_who_waits(frame);
  if (awaiter != 0) frame.other = awaiter;
  return frame;
}

bool Waits::end(const trace::Step& step) {
  Known* const frame = table_.find(step.id.value);
  if (frame == nullptr) return step.detail.value.number != 1;
  if (frame->root) --unfinished_;
  table_.remove(frame);
  return true;
}

std::uint64_t Waits::who_awaits(std::uint64_t frame) const {
  const Known* const known = table_.find(frame);
  return known == nullptr ? 0 : known->other;
}

/// The job of a future that nobody will resolve goes with it; that of another one is in the queue, or has run.
void Waits::forget(Known* known) {
  if (known->failed) failed_ = *known;
  if (known->kind == Known::Kind::task) free_names_.push_back(known->task_name);
  const bool is_future = known->kind == Known::Kind::future || known->kind == Known::Kind::task;
  const std::uint64_t waiter = is_future && !known->begun ? known->waiter : 0;
  table_.remove(known);
  if (waiter == 0) return;
  Known* const job = table_.find(waiter);
  if (job != nullptr && job->kind == Known::Kind::job && !job->queued) table_.remove(job);
}

std::string_view Waits::task_of(std::uint64_t frame) const {
  const Known* known = table_.find(frame);
  while (known != nullptr && known->kind == Known::Kind::frame) known = table_.find(known->other);
  if (known == nullptr || known->kind != Known::Kind::task) return {};
  return names_[known->task_name];
}

}  // namespace unroll::monitor

#endif
