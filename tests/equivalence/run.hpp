#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "program.hpp"

namespace unroll::equivalence {

/// One label as it was written: when, by which node, what.
struct Line {
  Milliseconds t{0};
  NodeId node = 0;
  std::string text;
  bool operator==(const Line&) const = default;
};

/// What a program wrote, in the order as written, and how and when it ended.
struct Run {
  std::vector<Line> lines;
  Milliseconds ended{0};
  std::string end = "never";  ///< "ok" or the error
  bool operator==(const Run&) const = default;
};

/// How far the language fixes a program's run.
enum class Fixed {
  nothing,  ///< a tie decides a race, a group, a timeout or the error of an all
  lines,    ///< every line, but not which of two at one time comes first
  order     ///< every line and their order
};

/// Whether two runs are the same as far as the language fixes them.
bool equal(const Run& one, const Run& other, Fixed fixed);

/// As one JSON array, without the end of line.
std::string to_json(const Program& program, const Run& run);
/// Reads what `to_json` wrote. Errors: Malformed.
Run read_run(const Program& program, std::string_view json);

}  // namespace unroll::equivalence
