#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "15_unroll/course/exercise.hpp"
#include "15_unroll/course/verdict.hpp"

namespace unroll::course {

/// What came of a check of one exercise.
struct Grade {
  const Exercise* exercise = nullptr;
  Verdict verdict;
  double seconds = 0;

  /// All of the exercise's, or none. Whether it is late is for whoever grades.
  int points() const { return verdict.passed() ? exercise->points : 0; }
};

struct Sum {
  std::size_t passed = 0;
  int points = 0;
  int of = 0;
};
Sum sum_of(const std::vector<Grade>& grades);

/// As JUnit XML: a test case an exercise. Points and deadlines are properties, of each and of the whole.
/// Errors: Refused.
void write_grades(const std::filesystem::path& file, const Course& course, const std::vector<Grade>& grades);

}  // namespace unroll::course
