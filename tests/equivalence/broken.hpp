#pragma once

#include <vector>

#include "stages.hpp"

namespace unroll::equivalence {

/// Stages that are wrong, each in one way, as stages are wrong in practice: what the comparison must find.
std::vector<Stage> broken_stages();

}  // namespace unroll::equivalence
