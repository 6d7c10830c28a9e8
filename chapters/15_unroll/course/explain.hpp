#pragma once

#include <string>

#include "15_unroll/course/verdict.hpp"

namespace unroll::course {

/// What a verdict means, how it was recognised, where to look, and what to read: five lines.
std::string explanation(Verdict::Kind kind);

}  // namespace unroll::course
