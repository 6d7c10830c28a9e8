#include "15_unroll/course/student.hpp"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "15_unroll/course/telling.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

Json json_of(const Course& course, const Progress& progress, const Exercise& exercise) {
  return {{"name", exercise.full_name()},
          {"title", exercise.title},
          {"kind", exercise.kind},
          {"minutes", exercise.minutes},
          {"goal", exercise.goal},
          {"done", progress.passed(exercise)},
          {"file", fs::relative(course.starter(exercise), course.root()).string()},
          {"read", exercise.read},
          {"hints_given", progress.hints(exercise)}};
}

std::string file_of(const Exercise& exercise) { return "exercises/" + exercise.header().string(); }

}  // namespace

Student::Student(Poller& poller, Course course, Presets presets)
    : poller_(poller),
      course_(std::move(course)),
      presets_(std::move(presets)),
      progress_(course_),
      workshop_(poller, course_, presets_),
      paint_(paint_of_output()) {}

fs::path Student::kept_starter(const Exercise& exercise) const {
  return course_.root() / ".unroll" / "course" / "starters" / exercise.header();
}

/// As they were before anything was written into them: a copy each, made when they are seen first. What was
/// edited before that is taken from the repository, if the course is in one.
Task<> Student::keep_starters() {
  for (const Exercise& exercise : course_.exercises()) {
    const fs::path kept = kept_starter(exercise);
    if (fs::exists(kept)) continue;
    Command command{{"git", "show", "HEAD:./" + file_of(exercise)}, course_.root().string()};
    std::string text = text_of(course_.starter(exercise));
    try {
      const Outcome committed = co_await unroll::run(poller_, std::move(command));
      if (committed.exit.ok()) text = committed.output;
    } catch (const std::system_error&) {
      // There is no git here.
    }
    write_file(kept, text);
  }
}

const Exercise& Student::current() {
  if (const Exercise* const next = progress_.next()) return *next;
  throw Refused("all exercises are done; name one: ./unroll list names them");
}

int Student::status(bool json) {
  const Exercise* const next = progress_.next();
  const std::size_t all = course_.exercises().size();
  if (json) {
    Json status{{"done", progress_.count()}, {"of", all}};
    if (next != nullptr) status["next"] = json_of(course_, progress_, *next);
    std::cout << status.dump(1) << "\n";
    return 0;
  }
  std::cout << paint_.bold << "Exercises" << paint_.plain << ": " << progress_.count() << " of " << all
            << " done.\n";
  tell_next();
  return 0;
}

void Student::tell_next() {
  const Exercise* const next = progress_.next();
  if (next == nullptr) {
    std::cout << "All are done. ./unroll check --all tries them all again.\n";
    return;
  }
  std::cout << "Next: " << paint_.bold << next->full_name() << paint_.plain << ", " << next->title << " ("
            << next->kind << ", about " << next->minutes << " minutes)\n"
            << "  " << next->goal << "\n"
            << "  Edit " << file_of(*next) << ", then ./unroll check. Stuck? ./unroll hint\n"
            << paint_.dim << "  ./unroll watch checks whenever you save.\n"
            << paint_.plain;
}

int Student::list(bool json) {
  if (json) {
    Json all = Json::array();
    for (const Exercise& exercise : course_.exercises()) all.push_back(json_of(course_, progress_, exercise));
    std::cout << all.dump(1) << "\n";
    return 0;
  }
  std::string chapter;
  for (const Exercise& exercise : course_.exercises()) {
    if (exercise.chapter != chapter)
      std::cout << paint_.bold << (chapter = exercise.chapter) << paint_.plain << "\n";
    const bool done = progress_.passed(exercise);
    std::cout << "  " << (done ? paint_.green + "done" + paint_.plain : "    ") << "  "
              << fitted(exercise.name, 24) << " " << fitted(exercise.kind, 8)
              << fitted(std::to_string(exercise.minutes) + " min", 8) << exercise.title << "\n";
  }
  return 0;
}

int Student::next(bool json) {
  if (json) return status(true);
  tell_next();
  return 0;
}

Task<int> Student::run(const Exercise& exercise) {
  const Trial trial{&exercise, "yours", course_.starter(exercise)};
  const fs::path recorded = course_.root() / ".unroll" / "runs" / (exercise.name + ".json");
  fs::create_directories(recorded.parent_path());
  std::error_code none;
  fs::remove(recorded, none);
  co_await need_parts(Variant::plain, exercise);
  const Verdict verdict = co_await workshop_.judge(trial, true, recorded);
  const std::string log = fs::relative(workshop_.log(trial), course_.root()).string();
  std::cout << text_of(workshop_.log(trial));
  tell(std::cout, paint_, exercise, verdict, "plain", log);
  if (fs::exists(recorded))
    std::cout << "The run is kept: ./unroll trace " << fs::relative(recorded, course_.root()).string()
              << "\n";
  co_return verdict.passed() ? 0 : 1;
}

}  // namespace unroll::course
