#pragma once

#include <string>
#include <vector>

#include "15_unroll/ladder.hpp"

namespace unroll::course {

/// One line of what becomes of a file when another takes its place.
struct Change {
  enum Kind : char { same = ' ', gone = '-', added = '+' };
  Kind kind;
  std::string line;
  bool operator==(const Change&) const = default;
};

/// As few changed lines as can be; what goes stands before what comes. Cost: time and memory grow with the
/// product of the two lengths.
std::vector<Change> changes(const Lines& before, const Lines& after);

}  // namespace unroll::course
