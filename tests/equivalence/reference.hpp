#pragma once

#include "program.hpp"
#include "run.hpp"

namespace unroll::equivalence {

struct Evaluation {
  Run run;
  Fixed fixed = Fixed::nothing;
};

/// What the language says that a program writes, computed directly: without a loop, a queue or a callback.
/// How long a form takes and how it ends does not depend on when it begins. So one pass from the leaves to
/// the root computes both, a second one from the root to the leaves when each node begins and when it is
/// cancelled. Cost: O(n log n) time, O(n) memory, no recursion.
Evaluation evaluate(const Program& program);

/// Only the run, as a stage.
Run run_reference(const Program& program);

}  // namespace unroll::equivalence
