// Exercises that are headers of the chapters: done, they can stand in the place of the course's own.
#include <algorithm>
#include <iostream>
#include <set>

#include "15_unroll/course/files.hpp"
#include "15_unroll/course/student.hpp"

namespace unroll::course {

namespace {

int number_of(const std::string& chapter) { return std::stoi(chapter); }

}  // namespace

/// The exercises below that stand in the place of a header of the chapters, and are done.
std::vector<const Exercise*> Student::own_of(const Exercise& exercise) const {
  std::vector<const Exercise*> own;
  for (const Exercise& below : course_.exercises()) {
    const bool is_below = number_of(below.chapter) < number_of(exercise.chapter);
    if (is_below && course_.is_chapters(below) && progress_.passed(below)) own.push_back(&below);
  }
  return own;
}

/// What is not the student's is there, too, and leads to the course's: a build sees that a file has changed,
/// and not that there is one where none was.
int Student::lay_out_own_headers(const std::vector<const Exercise*>& checked) const {
  int lowest = 0;
  for (const Exercise& exercise : course_.exercises()) {
    if (!course_.is_chapters(exercise)) continue;
    const bool own = progress_.passed(exercise);
    write_if_changed(
        course_.root() / ".unroll" / "course" / "own" / exercise.header(),
        "#pragma once\n" + include_of(own ? course_.starter(exercise) : course_.chapters(exercise)));
    if (own && lowest == 0) lowest = number_of(exercise.chapter);
  }
  if (lowest == 0) return 0;
  int above = 0;
  for (const Exercise* exercise : checked) above = std::max(above, number_of(exercise->chapter));
  std::set<std::string> chapters;
  for (const Exercise& exercise : course_.exercises()) {
    const int number = number_of(exercise.chapter);
    if (number >= lowest && (checked.empty() || number < above)) chapters.insert(exercise.chapter);
  }
  for (const std::string& chapter : chapters) std::cout << chapter << "\n";
  return 0;
}

}  // namespace unroll::course
