#pragma once

#include <string>

#include "tree.hpp"

namespace unroll::rules {

/// How closely the lines of a text must be those that are written. A line of dots stands for any number of
/// lines, and dots within a line for any piece of it, in both.
struct Closely {
  bool in_parts = false;       ///< of each line its words, in this order; other words may stand between them
  bool numbers_aside = false;  ///< whatever number stands where one is shown
};

bool agrees(const Lines& written, const Lines& shown, Closely closely);

/// The first line that is shown and not written: counted from 0, and what was written in its place.
struct Difference {
  std::size_t at;
  std::string written;
};
Difference first_difference(const Lines& written, const Lines& shown, Closely closely);

}  // namespace unroll::rules
