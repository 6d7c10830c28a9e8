// Where a student is: what there is, what is done, what comes next.
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "15_unroll/course/student.hpp"

namespace unroll::course {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

Json json_of(const Course& course, const Progress& progress, const Exercise& exercise) {
  Json one{{"name", exercise.full_name()},
           {"title", exercise.title},
           {"kind", exercise.kind},
           {"minutes", exercise.minutes},
           {"goal", exercise.goal},
           {"done", progress.passed(exercise)},
           {"file", fs::relative(course.starter(exercise), course.root()).string()},
           {"read", exercise.read},
           {"hints_given", progress.hints(exercise)}};
  if (course.plan().has_points) one["points"] = exercise.points;
  if (exercise.deadline) one["deadline"] = exercise.deadline->text;
  return one;
}

void add_plan(Json& all, const Course& course, const Progress& progress) {
  if (course.plan().has_points) {
    all["points"] = progress.points();
    all["points_of"] = course.points();
  }
  if (const auto& late = course.plan().late)
    all["late"] = {{"percent_per_day", late->percent_per_day}, {"days", late->days}};
}

std::string of_points(const Course& course, const Progress& progress) {
  if (!course.plan().has_points) return {};
  return ", " + std::to_string(progress.points()) + " of " + std::to_string(course.points()) + " points";
}

}  // namespace

int Student::status(bool json) {
  const Exercise* const next = progress_.next();
  const std::size_t all = course_.exercises().size();
  if (json) {
    Json status{{"done", progress_.count()}, {"of", all}};
    add_plan(status, course_, progress_);
    if (next != nullptr) status["next"] = json_of(course_, progress_, *next);
    std::cout << status.dump(1) << "\n";
    return 0;
  }
  std::cout << paint_.bold << "Exercises" << paint_.plain << ": " << progress_.count() << " of " << all
            << " done" << of_points(course_, progress_) << ".\n";
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
    Json all = Json::array();
    for (const Exercise& exercise : course_.exercises()) all.push_back(json_of(course_, progress_, exercise));
    std::cout << all.dump(1) << "\n";
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
