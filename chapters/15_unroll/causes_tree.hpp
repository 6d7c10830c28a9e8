#pragma once

#include <cstddef>
#include <string>

#include "00_trace/view/recording.hpp"

namespace unroll::course {

/// The jobs of a run as a tree for the terminal, each below the one that posted or armed it or brought what
/// it waited for, with what it did: the causes picture in lines of at most so many columns.
std::string causes_tree(const view::Recording& recording, std::size_t columns);

/// The run up to where its second scenario begins, by a title: a line printed without a time. A recording's
/// times run on through all scenarios, while each of them has a clock of its own; so this is the part whose
/// times are those that the program prints.
view::Recording first_scenario(view::Recording recording);

}  // namespace unroll::course
