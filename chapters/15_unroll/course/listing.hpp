#pragma once

#include <string>

#include "15_unroll/course/progress.hpp"

namespace unroll::course {

/// What `./unroll status`, `next` and `list` tell programs.
std::string status_as_json(const Course& course, const Progress& progress);
std::string list_as_json(const Course& course, const Progress& progress);

}  // namespace unroll::course
