#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "00_trace/event.hpp"

namespace unroll::trace {

/// A file in the Chrome Trace Event Format, one event a line. What was flushed is in the file, whatever
/// happens later. Ownership: owns `file`. Errors: the first is told on stderr; from there on the file is
/// `broken`, and nothing is written.
class TraceFile {
 public:
  /// Writes nothing yet. `title`: what viewers call the run. A null `file` takes everything and keeps
  /// nothing.
  TraceFile(std::FILE* file, std::string title) : file_(file), title_(std::move(title)) {}
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;

  /// A new line, written while what it returns lives. The first one is preceded by the head of the file. Some
  /// viewers sort what begins and ends by its time alone; so of all that does at the same time each gets a
  /// millionth of a microsecond more than the one before.
  Event event(char phase, std::string_view name, std::int64_t when, int thread);

  /// What clock the times are of. May be told late: the head has room for it.
  void tell_clock(std::string_view kind);

  /// Puts what was written since into the file, in one go. Needs: no event of it lives.
  void flush();

  /// The last words, behind the events: `sources` is what stands in their array.
  void end(std::string_view sources);

  /// Another process goes on with the file.
  void let_go() { file_ = nullptr; }

  /// A write has failed; what was flushed before is in the file.
  bool broken() const { return broken_; }

 private:
  void begin();

  std::FILE* file_;
  const std::string title_;
  std::string out_;  // what is not in the file yet
  std::string clock_ = "\"steps\"  ";
  long clock_at_ = 0;  // where in the file it stands
  std::int64_t when_ = 0;
  std::uint64_t borders_ = 0;  // how many slices began or ended at that time
  bool begun_ = false;
  bool broken_ = false;
};

}  // namespace unroll::trace
