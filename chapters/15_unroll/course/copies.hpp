#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "15_unroll/course/student.hpp"

namespace unroll::course {

/// All files of a copy of the course, relative to it: those of the repository, if there is one. Not what is
/// made here: builds, runs, the repository itself, and starters that an update has laid beside others.
Task<std::vector<std::filesystem::path>> files_of(Poller& poller, std::filesystem::path root);

/// `./unroll export DIR`: the course for students, in a new folder. Without solutions, wrong solutions and
/// what course.toml leaves out; starters as they were, whatever stands in them now. Proves at the end that no
/// two lines that only a solution has are in an exercise. With `classroom`, the workflow that checks and
/// counts points is put where GitHub looks for it. Errors: Refused, if the folder is there already and not
/// empty, if there are no points to count, or if the proof fails.
Task<int> export_course(Poller& poller, Student& student, std::filesystem::path to, bool classroom);

/// Notes once what each file of the course is like, so that an update knows later what was changed here.
Task<> note_course(Poller& poller, const Course& course);

/// `./unroll update [FROM]`: brings a newer copy of the course into this one, from a folder or from a git
/// address (`ADDRESS#BRANCH`); without either, from where the repository itself came from. What was changed
/// here is never touched: where the course has changed it too, the new file is laid beside it, and said. A
/// starter counts as changed unless it is known to be as the course gave it out. What is replaced is kept.
/// Errors: Refused.
Task<int> update_course(Poller& poller, Student& student, std::string from);

}  // namespace unroll::course
