#include "15_unroll/course/student.hpp"

#include <algorithm>
#include <iostream>

#include "15_unroll/course/telling.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

int number_of(const Exercise& exercise) { return std::stoi(exercise.chapter); }

/// The one of the chapters whose libraries a test links: from 06 on they hide the operating system.
bool needs_world(const Exercise& exercise) { return number_of(exercise) >= 6; }

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

Task<> Student::need_parts(Variant variant, const Exercise& exercise) {
  const std::string& preset = presets_.of(variant);
  const std::string target = needs_world(exercise) ? "unroll_check_world" : "unroll_check_parts";
  if (parts_.contains(preset + target)) co_return;
  Command command{{(course_.root() / "unroll").string(), "build-parts", preset, target}};
  command.shares_errors = true;
  const Outcome outcome = co_await unroll::run(poller_, std::move(command));
  if (!outcome.exit.ok())
    throw Refused("the parts that all tests stand on could not be built (preset " + preset + "), see above");
  parts_.insert(preset + target);
}

/// The exercises below that stand in the place of a header of the toolkit, and are done. Not for chapters
/// from 06 on: their libraries were built with the course's own headers, and a program must not have two of
/// one.
std::vector<const Exercise*> Student::own_of(const Exercise& exercise) const {
  std::vector<const Exercise*> own;
  if (needs_world(exercise)) return own;
  for (const Exercise& below : course_.exercises()) {
    const bool replaces = fs::exists(course_.root() / "chapters" / below.header());
    if (replaces && &below != &exercise && number_of(below) < number_of(exercise) && progress_.passed(below))
      own.push_back(&below);
  }
  return own;
}

Task<Verdict> Student::check_one(const Exercise& exercise, bool json, bool own) {
  Trial trial{&exercise, "yours", course_.starter(exercise)};
  if (own) trial.own = own_of(exercise);
  std::vector<Variant> variants{Variant::plain};
  for (const std::string& sanitizer : exercise.sanitizers)
    variants.push_back(sanitizer == "thread" ? Variant::thread : Variant::address);
  Verdict verdict;
  for (const Variant variant : variants) {
    trial.variant = variant;
    co_await need_parts(variant, exercise);
    verdict = co_await workshop_.judge(trial);
    if (!json)
      tell(std::cout, paint_, exercise, verdict, word_of(variant),
           fs::relative(workshop_.log(trial), course_.root()).string());
    std::cout << std::flush;
    if (!verdict.passed()) break;
  }
  if (verdict.passed()) {
    progress_.pass(exercise);
  } else {
    progress_.fail(exercise);
    progress_.remember(exercise, verdict.test + "\n" + verdict.word());
  }
  co_return verdict;
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
