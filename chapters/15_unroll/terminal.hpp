#pragma once

#include <cstddef>
#include <string>

#include "00_trace/view/words.hpp"

namespace unroll::course {

/// What changes the look of what follows; all empty where there are no colours.
struct Paint {
  std::string bold{};
  std::string dim{};
  std::string red{};
  std::string green{};
  std::string plain{};
};

/// With colours if stdout is a terminal that has them and nobody has asked for none (NO_COLOR).
Paint paint_of_output();

/// Pictures made of letters as a terminal shows them that has no more than letters (TERM=dumb, `--text`).
std::string drawn(std::string picture);

using view::columns_of_output;

/// How many columns a text takes: every byte that begins a character counts one.
std::size_t width_of(const std::string& text);

/// With spaces behind it, or cut, so that it takes exactly so many columns.
std::string fitted(const std::string& text, std::size_t width);

using view::wrapped;

/// Lines of prose, broken where stdout ends, or before 100 columns, and each part indented as its line was.
std::string folded(const std::string& text);

}  // namespace unroll::course
