#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "15_unroll/course/exercise.hpp"

namespace unroll::course {

/// What a copy for students shows of the solutions.
struct Shown {
  std::size_t looked_for = 0;  ///< pairs of lines that only solutions have
  struct Place {
    const Exercise* exercise;
    std::filesystem::path file;  ///< in the chapters: it has this exercise's solution
  };
  std::vector<Place> places;
};

/// Looks for the solutions in all `files` of the `copy`: for each two lines that follow each other in a
/// solution and not in its own starter. They may be in the chapters, for these are for everybody to read:
/// the file that is the exercise's own header, or has a third of its solution, is named. Nowhere else: not in
/// an exercise, unless it is one of a later chapter, and in no test or text what the chapters have not.
/// Errors: Refused.
Shown prove_without_solutions(const Course& course, const std::filesystem::path& copy,
                              const std::vector<std::filesystem::path>& files);

}  // namespace unroll::course
