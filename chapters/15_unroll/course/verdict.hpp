#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unroll::course {

/// What became of a program that a student wrote, recognised from what really happened.
struct Verdict {
  enum class Kind : std::uint8_t {
    passed,
    not_written,
    compile_error,
    wrong_value,
    wrong_order,
    lost_wake_up,
    deadlock,
    endless_loop,
    busy_wait,
    blocked_loop,
    data_race,
    use_after_free,
    leak,
    undefined,
    crash,
    out_of_memory,
    not_executed,
  };
  static constexpr std::array words{
      "passed",   "not written yet",     "compile error", "wrong value",   "wrong order", "lost wake-up",
      "deadlock", "endless loop",        "busy wait",     "blocked loop",  "data race",   "use after free",
      "leak",     "undefined behaviour", "crash",         "out of memory", "not executed"};

  Kind kind = Kind::passed;
  std::string test;  ///< the first that failed: `FirstLoop.RunsAJobOnce`; empty if it never came to one
  std::string
      where;  ///< `exercises/01_queue/first_loop.hpp:12`, in the student's own file if there is such a frame
  std::string text;                 ///< what happened, in lines
  std::vector<std::string> failed;  ///< all tests that failed
  std::size_t executed = 0;         ///< tests that came to their end

  bool passed() const { return kind == Kind::passed; }
  std::string word() const { return words[static_cast<std::size_t>(kind)]; }
};

std::optional<Verdict::Kind> kind_of(std::string_view word);

/// What was seen of a run.
struct Evidence {
  std::string compiler;  ///< what it said, if it failed
  std::string warnings;  ///< what it said, if it did not fail
  std::string records;   ///< of the test program, a line each
  int status = 0;        ///< how it ended
  int signal = 0;
  std::vector<std::string> left_behind;  ///< what processes are called that went on when it had ended
  std::string sanitizer;                 ///< its report, if there is one
  bool out_of_time = false;              ///< it was ended from outside …
  std::string standstill;          ///< … because of this: "deadlock", "blocked loop", or empty: nobody knows
  std::size_t printed = 0;         ///< bytes that it wrote
  bool prints_on = false;          ///< it was ended from outside because these were too many
  int memory_megabytes = 0;        ///< that it may use
  bool memory_used_up = false;     ///< it was ended from outside because it used more
  std::vector<std::string> tests;  ///< that there are
  std::map<std::uint64_t, std::string> places;  ///< of addresses: `file:line`
  std::string own;                              ///< the student's file, as it is named in errors
};

/// Of all calls that the records of a test program name.
std::vector<std::uint64_t> addresses_in(const std::string& records);

Verdict judge(const Evidence& evidence);

/// For keeping it, and for programs that read it.
std::string as_json(const Verdict& verdict);
std::optional<Verdict> verdict_from(const std::string& json);

}  // namespace unroll::course
