#pragma once

#include <cstddef>
#include <string>

#include "recording.hpp"

namespace unroll::view {

inline constexpr std::size_t as_wide_as_it_is = static_cast<std::size_t>(-1);

/// The run in words, one line a step, under a heading for each turn of the loop: for a terminal, a pipe, a
/// screen reader. Steps that only serve the machine (the timers' tick, tickets that change hands) are left
/// out. Lines of more than so many columns are broken: the place moves closer, or to a line of its own.
std::string text_view(const Recording& recording, std::size_t columns = as_wide_as_it_is);

}  // namespace unroll::view
