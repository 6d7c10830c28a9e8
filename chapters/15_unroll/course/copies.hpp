#pragma once

#include <filesystem>

#include "15_unroll/course/student.hpp"

namespace unroll::course {

/// `./unroll export DIR`: the course for students, in a new folder. Without solutions and wrong solutions,
/// starters as they were, whatever stands in them now. Proves at the end that no two lines that only a
/// solution has are in an exercise. Errors: Refused, if the folder is there already and not empty, or if the
/// proof fails.
Task<int> export_course(Poller& poller, Student& student, std::filesystem::path to);

/// `./unroll update FROM`: brings a newer copy of the course into this one. An exercise that the student has
/// written in is never touched: where its starter has changed too, the new one is laid beside it, and said.
/// One counts as written in unless it is known to be as the course gave it out. What else is replaced is kept.
Task<int> update_course(Poller& poller, Student& student, std::filesystem::path from);

}  // namespace unroll::course
