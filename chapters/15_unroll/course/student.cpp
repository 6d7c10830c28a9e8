#include "15_unroll/course/student.hpp"

#include <iostream>
#include <utility>

#include "15_unroll/course/telling.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

Student::Student(Poller& poller, Course course, Presets presets, bool alone)
    : poller_(poller),
      course_(std::move(course)),
      presets_(std::move(presets)),
      progress_(course_, alone),
      workshop_(poller, course_, presets_, Bounds().of_this_machine()),
      paint_(paint_of_output()) {}

const Exercise& Student::current() {
  if (const Exercise* const next = progress_.next()) return *next;
  throw Refused("all exercises are done; name one: ./unroll list names them");
}

Task<int> Student::run(const Exercise& exercise) {
  const Trial trial{&exercise, "yours", course_.starter(exercise)};
  const fs::path recorded =
      course_.root() / ".unroll" / "runs" / (exercise.chapter + "." + exercise.name + ".json");
  fs::create_directories(recorded.parent_path());
  std::error_code none;
  fs::remove(recorded, none);
  co_await need_parts(Variant::plain, exercise);
  const Verdict verdict = co_await workshop_.judge(trial, true, recorded);
  const std::string log = workshop_.log(trial).lexically_relative(course_.root()).string();
  std::cout << text_of(workshop_.log(trial));
  tell(std::cout, paint_, exercise, verdict, "plain", log);
  if (fs::exists(recorded) && fs::file_size(recorded) != 0)  // who crashes may have written nothing
    std::cout << "The run is kept: ./unroll trace " << recorded.lexically_relative(course_.root()).string()
              << "\n";
  co_return verdict.passed() ? 0 : 1;
}

}  // namespace unroll::course
