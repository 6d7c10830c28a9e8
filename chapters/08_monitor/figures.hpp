#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "08_monitor/histogram.hpp"
#include "08_monitor/output.hpp"

namespace unroll::monitor {

/// Whether something is written for people or for programs.
enum class Form : std::uint8_t { text, json };

/// What a monitor counts in: microseconds of the loop's clock.
using Micros = std::chrono::microseconds;

/// From where on something is worth a report.
struct Limits {
  Micros slow{100'000};         ///< one callback
  Micros noticeable{10'000};    ///< a callback that counts for `lag` …
  Micros lag{1'000'000};        ///< … which is so much of them together, less what the loop waited in between
  Micros starved{2'000'000};    ///< how long somebody stood in the queue, or was due, before he ran
  std::uint64_t in_a_row = 10;  ///< turns in which nobody got anywhere; more than none
};

/// Something that a person should know.
struct Report {
  /// A callback that took too long, or many that did together; a job that stood in the queue too long; turns
  /// in a row in which nothing ran, or in which whoever ran is where he was; a loop that drained while tasks
  /// wait; a task that was dropped before it began; an error that nobody took.
  enum class Kind : std::uint8_t { slow, lag, starved, busy, polling, stalled, never_awaited, lost_error };

  /// What the kinds are called in reports, in their order.
  static constexpr std::array words{"slow",    "lag",     "starved",       "busy",
                                    "polling", "stalled", "never awaited", "lost error"};

  Kind kind{};        ///< says which of the others are set
  Micros at{};        ///< the loop's time
  Micros took{};      ///< slow, lag, starved: how long
  std::string place;  ///< `file.cpp:12`, or empty
  std::string name;   ///< the label of the job or the name of the task, or empty
  std::string text;   ///< all of it, in words
};

/// What a monitor has counted.
struct Figures {
  Histogram turns;                  ///< how long turns took, without the time that the loop waited
  Histogram lag;                    ///< how long jobs stood in the queue, or were due, before they ran
  std::uint64_t jobs = 0;           ///< that have ended, called-off ones and ticks too
  std::uint64_t busy_turns = 0;     ///< in which nothing ran and nothing was waited for
  std::uint64_t polling_turns = 0;  ///< in which whoever ran is where he was, and nothing was waited for
  std::int64_t waited = 0;          ///< microseconds
  std::size_t depth = 0;            ///< jobs in the queue
  std::size_t deepest = 0;          ///< the most that ever were there at once
  std::size_t unfinished = 0;       ///< tasks that were started and have not ended
  std::int64_t longest = 0;         ///< microseconds of the longest job …
  Place longest_at;                 ///< … and where it was asked for, or went on
  std::array<std::uint64_t, Report::words.size()> reports{};  ///< how many, by their kind

  /// How many of one kind there were, whether anybody was told or not.
  std::uint64_t reported(Report::Kind kind) const { return reports[static_cast<std::size_t>(kind)]; }
};

}  // namespace unroll::monitor
