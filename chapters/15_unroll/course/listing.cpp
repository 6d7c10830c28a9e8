// Where a student is: what there is, what is done, what comes next.
#include "15_unroll/course/listing.hpp"

#include <iostream>

#include "15_unroll/course/student.hpp"

namespace unroll::course {

namespace {

std::string of_points(const Course& course, const Progress& progress) {
  if (!course.plan().has_points) return {};
  return ", " + std::to_string(progress.points()) + " of " + std::to_string(course.points()) + " points";
}

}  // namespace

int Student::status(bool json) {
  if (json) {
    std::cout << status_as_json(course_, progress_) << "\n";
    return 0;
  }
  std::cout << paint_.bold << "Exercises" << paint_.plain << ": " << progress_.count() << " of "
            << course_.exercises().size() << " done" << of_points(course_, progress_) << ".\n";
  tell_next();
  return 0;
}

void Student::tell_next() {
  const Exercise* const next = progress_.next();
  if (next == nullptr) {
    std::cout << "All are done. ./unroll check --all tries them all again.\n";
    return;
  }
  const std::string worth = worth_of(course_.plan(), *next);
  std::cout << "Next: " << paint_.bold << next->full_name() << paint_.plain << "\n"
            << folded("  " + next->title + " (" + next->kind + ", about " + std::to_string(next->minutes) +
                      " minutes)\n  " + next->goal)
            << (worth.empty() ? "" : folded("  " + worth)) << "  Edit exercises/" << next->header().string()
            << ",\n  then ./unroll check. Stuck? ./unroll hint\n"
            << paint_.dim << "  ./unroll watch checks whenever you save.\n"
            << paint_.plain;
}

namespace {

/// The deadline that all of a chapter share; null if there is none.
const Deadline* shared_deadline(const Course& course, const std::string& chapter) {
  const Deadline* shared = nullptr;
  for (const Exercise& exercise : course.exercises()) {
    if (exercise.chapter != chapter) continue;
    if (!exercise.deadline) return nullptr;
    if (shared != nullptr && shared->text != exercise.deadline->text) return nullptr;
    shared = &*exercise.deadline;
  }
  return shared;
}

}  // namespace

int Student::list(bool json) {
  if (json) {
    std::cout << list_as_json(course_, progress_) << "\n";
    return 0;
  }
  const bool points = course_.plan().has_points;
  std::string chapter;
  const Deadline* shared = nullptr;
  for (const Exercise& exercise : course_.exercises()) {
    if (exercise.chapter != chapter) {
      chapter = exercise.chapter;
      shared = shared_deadline(course_, chapter);
      std::cout << paint_.bold << chapter << paint_.plain << (shared != nullptr ? "  " + told(*shared) : "")
                << "\n";
    }
    const bool done = progress_.passed(exercise);
    std::cout << "  " << (done ? paint_.green + "done" + paint_.plain : "    ") << "  "
              << fitted(exercise.name, 15) << fitted(exercise.kind, 8)
              << fitted(std::to_string(exercise.minutes) + " min", 7)
              << (points ? fitted(std::to_string(exercise.points) + " p", 6) : "");
    std::cout << (columns_of_output() < 80 ? "" : exercise.title) << "\n";
    if (exercise.deadline && shared == nullptr) std::cout << "        " << told(*exercise.deadline) << "\n";
  }
  if (points || course_.plan().late) {
    std::string plan =
        std::to_string(progress_.points()) + " of " + std::to_string(course_.points()) + " points";
    if (!points) plan.clear();
    if (course_.plan().late) (plan += plan.empty() ? "" : "; ") += course_.plan().late->text();
    std::cout << folded(plan);
  }
  return 0;
}

int Student::next(bool json) {
  if (json) return status(true);
  tell_next();
  return 0;
}

}  // namespace unroll::course
