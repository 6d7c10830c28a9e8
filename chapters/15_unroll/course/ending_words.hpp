#pragma once

#include <string>

#include "15_unroll/course/told.hpp"

namespace unroll::course {

/// How much memory it asked for in vain, with the limit: a part of a sentence.
std::string refused_memory(const Told& told, int limit_megabytes);

/// Who has called exit, as a line; empty if nobody has.
std::string exit_called(const Told& told);

}  // namespace unroll::course
