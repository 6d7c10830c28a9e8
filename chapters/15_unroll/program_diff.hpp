#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "15_unroll/changes.hpp"
#include "15_unroll/terminal.hpp"

namespace unroll::course {

/// A program of two rungs, as `diff -u` shows it: what goes and what comes, with three lines around it.
std::string one_below_the_other(const std::vector<Change>& changes, const Paint& paint);

/// The same in two columns, the whole of both, with a mark between lines that are not alike. Long lines are
/// broken.
std::string in_two_columns(const std::vector<Change>& changes, std::size_t columns, const Paint& paint);

/// Of each of two columns, when so many are there for both.
constexpr std::size_t column_width(std::size_t columns) { return (columns - 3) / 2; }

/// From here on two columns read better than one.
inline constexpr std::size_t columns_for_two = 120;

}  // namespace unroll::course
