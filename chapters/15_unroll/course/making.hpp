#pragma once

#include <string>

#include "15_unroll/course/exercise.hpp"

namespace unroll::course {

/// `./unroll new 03_futures/name`: an exercise to be written. Starter, solution, test, one wrong solution,
/// and its entry in chapter.toml, with a blank wherever something is to be said. It builds, and fails. Never
/// overwrites. Errors: Refused, if the name is none, or if anything of that name is there.
int make_exercise(const Course& course, const std::string& word, const std::string& kind);

/// The blanks that are left of that, and what else verify cannot see by running it: a line each with its
/// place. Empty if nothing is left.
std::string left_open(const Course& course, const Exercise& exercise);

}  // namespace unroll::course
