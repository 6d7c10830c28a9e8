#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "15_unroll/changes.hpp"
#include "15_unroll/terminal.hpp"

namespace unroll::course {

/// A program of two rungs, as `diff -u` shows it: what goes and what comes, with three lines around it.
std::string one_below_the_other(const std::vector<Change>& changes, const Paint& paint);

/// The same in two columns, the whole of both; what is not alike is marked.
std::string in_two_columns(const std::vector<Change>& changes, std::size_t columns, const Paint& paint);

/// Whether so many columns are enough for two of the longest line.
bool two_columns_fit(const std::vector<Change>& changes, std::size_t columns);

}  // namespace unroll::course
