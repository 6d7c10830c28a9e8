#include "15_unroll/course/student.hpp"

#include <algorithm>
#include <iostream>

#include "15_unroll/course/telling.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

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
