#pragma once

#include <cstddef>
#include <string>

#include "00_trace/view/recording.hpp"

namespace unroll::course {

/// What happened in a run up to where `main` goes on, step by step as `./unroll trace` shows it, in lines of
/// at most so many columns: the place where a step happened may stand on a line of its own.
std::string first_steps(const view::Recording& recording, std::size_t columns);

/// How many steps of a run are of that kind.
std::size_t count_steps(const view::Recording& recording, view::Verb verb);

}  // namespace unroll::course
