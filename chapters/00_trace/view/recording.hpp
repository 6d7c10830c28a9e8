#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "00_trace/trace.hpp"

namespace unroll::view {

using trace::Verb;

/// The file is not one that this program can show. `what` says where and why.
class Unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What the file calls a verb; empty for one that is not recorded.
std::string_view word_of(Verb verb);

/// One step, as the file tells it. Times in microseconds of the loop's clock.
struct Event {
  Verb verb{};
  std::int64_t time = 0;
  std::uint64_t id = 0;
  std::uint64_t cause = 0;
  std::uint64_t about = 0;
  std::int64_t value = 0;
  std::string text{};
  std::string name{};  ///< its label, or its function, or `file.cpp:12`
  int file = -1;       ///< index into the sources, -1: not known
  int line = 0;
  int thread = 1;  ///< 1 is the first that did something: main
};

struct Source {
  std::string file;
  std::vector<std::string> lines;
};

/// A recorded run: what happened, in order, and the sources that ran.
///
/// In the file, every event that stands for a step has `args.k`, the name of its `Verb`; all else (flows,
/// counters, metadata, spans that only serve other viewers) has none and is passed over. Beside it stand
/// `id`, `cause`, `about` (left out when 0), `value` (a whole number; microseconds for the times of `arm`
/// and `sleep`; 1 for "failed" in `resolve` and "destroyed" in `end`), `text` (the value that `resolve`
/// brings, the line of `print`) and `at` = [index into the sources, line]. The event's `name` is its label;
/// or else a frame's function; or else `file:line`. What a `B` with a `run` begins, the next `E` at its
/// depth ends: that is `done`.
struct Recording {
  std::string title;
  bool timed = true;  ///< false: there was no clock, and the times only number the steps
  std::vector<Event> events;
  std::vector<Source> sources;
  std::string ending;    ///< why it ends before the program did, if it does
  bool cut_off = false;  ///< the file ends in its middle; here is what was whole

  /// `file.cpp:12`, or nothing if that is not known.
  std::string place(const Event& event) const;
  /// The text of the event's line, without the space around it.
  std::string line(const Event& event) const;
};

/// A file that only ends too early, because its program crashed or is still running, is read up to its last
/// whole step; see `cut_off`. The texts of the sources stand at the end of a file, so such a one has only
/// their names. Errors: Unreadable, for a file that is missing, damaged, cut off before its first step, or
/// not a recorded run. Cost: the file's text and its steps are in memory, never all of its JSON.
Recording read_recording(const std::string& path);

/// The same from memory.
Recording recording_from(const std::string& json);

}  // namespace unroll::view
