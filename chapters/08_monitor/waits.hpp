#pragma once

#include "00_trace/trace.hpp"

#if UNROLL_TRACE

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "08_monitor/figures.hpp"
#include "08_monitor/known.hpp"

namespace unroll::monitor {

/// Who waits for whom: each task, its frames, what the innermost waits for, and who should bring that.
/// Learned from the steps of one thread. Ownership: the names of tasks are copied; labels, functions and
/// files are pointed to, and live for ever. Threads: that one. Errors: std::bad_alloc, of whatever learns.
/// Cost: a look into a table for most steps.
class Waits {
 public:
  /// A future comes to be.
  void make(const trace::Step& step);

  /// A future will come from another one, or from a timer that is not armed yet.
  void source(const trace::Step& step);

  /// A future stands for a task. The root frame is known from here on.
  void start(const trace::Step& step);

  /// A job waits for a future.
  void wait(const trace::Step& step);

  /// A future waits for a descriptor.
  void watch(const trace::Step& step);

  /// A future has its value. The frame that goes on does so in a job of its own, a little later: what is
  /// known of it comes into the cache meanwhile.
  void resolve(Known& future);

  /// A frame waits.
  void suspend(Known& frame, const trace::Step& step);

  /// A frame runs for the first time.
  Known& begin(const trace::Step& step);

  /// False if it is destroyed and never began, and nobody started it.
  bool end(const trace::Step& step);

  /// The frame that awaits this one, or the future of the task whose root it is; 0 if that is not known.
  std::uint64_t who_awaits(std::uint64_t frame) const;

  /// It is gone, and with it what only it needed.
  void forget(Known* known);

  /// The entry of whom the step is about, made if need be, with the first name and place that are told: those
  /// of who asked. The toolkit's own come later.
  Known& learn(const trace::Step& step);

  /// For the monitor, which notes there what becomes of jobs and timers.
  KnownTable& table() { return table_; }

  /// The same, to look at.
  const KnownTable& table() const { return table_; }

  /// Entries, and names of tasks, in use: what grows if anything is never forgotten.
  std::size_t known() const { return table_.size() + names_.size() - free_names_.size(); }

  /// Tasks that were started and have not ended.
  std::size_t unfinished() const { return unfinished_; }

  /// The last future that went away with an error in it, if it is this one. Once.
  std::optional<Known> take_failed(std::uint64_t id) {
    return failed_ && failed_->id == id ? std::exchange(failed_, std::nullopt) : std::nullopt;
  }

  /// All tasks that have not ended, newest first. `now` in microseconds. Allocates nothing: it may be asked
  /// for by a signal, but not while a step is under way.
  void dump(Output& out, std::int64_t now, Form form) const;

  /// The name of the task that a frame (or what it was awaited by) belongs to; empty if it has none.
  std::string_view task_of(std::uint64_t frame) const;

  /// Whether a file is the toolkit's and not the program's. Cost: a few instructions, but for the first time.
  bool is_inner(const char* file) {
    std::size_t at = home(file);
    while (files_[at].name != file) {
      if (files_[at].name == nullptr) return learn_file(file, at);
      at = (at + 1) % files_.size();
    }
    return files_[at].inner;
  }

 private:
  void remember_root(std::uint64_t id);
  void remember_who_waits(Known& for_this);

  void tell_task(Output& out, const Known& task, std::int64_t now, Form form) const;
  void tell_frames(Output& out, const Known& task, Form form) const;
  void tell_source(Output& out, std::uint64_t future, std::int64_t now, int depth) const;
  void tell_sources(Output& out, const Known& future, std::int64_t now, int depth) const;
  const Known* leaf_of(const Known& task) const;

  static bool looks_inner(const char* file);
  [[gnu::cold]] bool learn_file(const char* file, std::size_t at);

  /// One of the 64. A product's highest bits come from all bits of the address: names that lie side by side
  /// in memory do not here.
  static std::size_t home(const char* file) {
    const std::uint64_t address = reinterpret_cast<std::uintptr_t>(file);
    return static_cast<std::size_t>((address * 0x9E37'79B9'7F4A'7C15U) >> 58);
  }

  struct File {
    const char* name = nullptr;
    bool inner = false;
  };

  KnownTable table_;
  std::uint32_t suspended_ = 0;       // the place of the last frame that began to wait
  std::vector<std::uint64_t> roots_;  // ids of tasks; some may have ended or gone
  std::vector<std::string> names_;    // of tasks, by Known::task_name
  std::vector<std::uint32_t> free_names_;
  std::array<File, 64> files_;  // each where its address says, or in the first free place behind
  std::size_t files_known_ = 0;
  std::size_t unfinished_ = 0;
  std::optional<Known> failed_;
};

}  // namespace unroll::monitor

#endif
