#pragma once

#include <iosfwd>
#include <vector>

#include "stages.hpp"

namespace unroll::equivalence {

/// Runs the programs of `in`, one a line, on a stage and writes the run of each as one line. What is wrong
/// with a program is its line then. `all` are the stages to name when this one does not speak a program.
/// Returns the exit status: 2 when some program was malformed or beyond the stage, 1 when the stage threw.
int answer(const Stage& stage, const std::vector<Stage>& all, std::istream& in, std::ostream& out);

}  // namespace unroll::equivalence
