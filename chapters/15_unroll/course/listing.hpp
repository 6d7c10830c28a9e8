#pragma once

#include <cstddef>
#include <string>

#include "15_unroll/course/progress.hpp"
#include "15_unroll/course/verdict.hpp"

namespace unroll::course {

/// What a student is told besides the hints: of the last check, and what to read again.
struct HintTold {
  std::size_t given = 0;
  std::string last_check = {};  ///< empty, if it says nothing
};

/// What `./unroll status`, `next`, `list`, `hint` and `explain` tell programs.
std::string status_as_json(const Course& course, const Progress& progress);
std::string list_as_json(const Course& course, const Progress& progress);
std::string hint_as_json(const Exercise& exercise, const HintTold& told);
/// One, or a list of all.
std::string explanation_as_json(Verdict::Kind kind);
std::string explanations_as_json();

}  // namespace unroll::course
