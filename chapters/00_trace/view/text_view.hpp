#pragma once

#include <string>

#include "recording.hpp"

namespace unroll::view {

/// The run in words, one line a step, under a heading for each turn of the loop: for a terminal, a pipe, a
/// screen reader. Steps that only serve the machine (the timers' tick, tickets that change hands) are left
/// out.
std::string text_view(const Recording& recording);

}  // namespace unroll::view
