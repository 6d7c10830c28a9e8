#pragma once

#include <filesystem>
#include <string>

#include "15_unroll/course/student.hpp"

namespace unroll::course {

/// `./unroll export DIR`: the course for students, in a new folder, whole or not at all. Without solutions,
/// wrong solutions and what course.toml leaves out; starters as they were, whatever stands in them now. Proves
/// at the end that no two lines that only a solution has are in an exercise, a test or a text, and names those
/// whose solution is in the chapters all the same; also what is not committed yet. With `classroom`, the
/// workflow that checks and counts points is put where GitHub looks for it. Errors: Refused, if the folder is
/// there already and not empty, if there are no points to count, or if the proof fails.
Task<int> export_course(Poller& poller, Student& student, std::filesystem::path to, bool classroom);

/// `./unroll update [FROM]`: brings a newer copy of the course into this one, from a folder or from a git
/// address (`ADDRESS#BRANCH`); without either, from where the repository itself came from. What was changed
/// here is never touched: where the course has changed it too, the new file is laid beside it, and said. A
/// starter counts as changed unless it is known to be as the course gave it out. What is replaced is kept.
/// `json`: what came of it, for programs. Errors: Refused.
Task<int> update_course(Poller& poller, Student& student, std::string from, bool json);

}  // namespace unroll::course
