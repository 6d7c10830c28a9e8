#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "15_unroll/course/exercise.hpp"
#include "15_unroll/course/verdict.hpp"

namespace unroll::course {

/// What came of a check of one exercise.
struct Grade {
  const Exercise* exercise = nullptr;
  Verdict verdict;
  std::map<std::string, double> seconds = {};  ///< from the beginning to the verdict of each build
  std::string not_tried = {};                  ///< why there is no verdict; empty if there is one

  bool passed() const { return not_tried.empty() && verdict.passed(); }
  std::string word() const { return not_tried.empty() ? verdict.word() : "not tried"; }
  /// All of the exercise's, or none. Whether it is late is for whoever grades.
  int points() const { return passed() ? exercise->points : 0; }
  /// To the last verdict.
  double all_seconds() const;
};

struct Sum {
  std::size_t passed = 0;
  std::size_t not_tried = 0;
  int points = 0;
  int of = 0;
};
Sum sum_of(const std::vector<Grade>& grades);

/// As JUnit XML: a test case an exercise. Points and deadlines are properties, of each and of the whole. What
/// could not be tried is an error and no failure, and has no points that anybody has counted.
/// Errors: Refused.
void write_grades(const std::filesystem::path& file, const Course& course, const std::vector<Grade>& grades);

/// The same for programs that read JSON: a list.
std::string as_json(const Course& course, const std::vector<Grade>& grades);

}  // namespace unroll::course
