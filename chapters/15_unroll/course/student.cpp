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

int number_of(const Exercise& exercise) { return std::stoi(exercise.chapter); }

/// The one of the chapters whose libraries a test links: from 06 on they hide the operating system.
bool needs_world(const Exercise& exercise) { return number_of(exercise) >= 6; }

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

Student::Student(Poller& poller, Course course, Presets presets, bool alone)
    : poller_(poller),
      course_(std::move(course)),
      presets_(std::move(presets)),
      progress_(course_, alone),
      workshop_(poller, course_, presets_),
      paint_(paint_of_output()) {}

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

Task<int> Student::check(std::vector<const Exercise*> exercises, bool json, bool own) {
  Json all = Json::array();
  std::size_t failed = 0;
  for (const Exercise* exercise : exercises) {
    Verdict verdict;
    try {
      verdict = co_await check_one(*exercise, json, own);
    } catch (const std::exception& error) {
      if (exercises.size() == 1) throw;
      std::cerr << "unroll: " << exercise->full_name() << ": " << error.what() << "\n";
      verdict.kind = Verdict::Kind::not_executed;
      verdict.text = error.what();
    }
    if (!verdict.passed()) ++failed;
    if (!json) continue;
    Json one = Json::parse(as_json(verdict));
    one["exercise"] = exercise->full_name();
    all.push_back(std::move(one));
  }
  if (json) {
    std::cout << all.dump(1) << "\n";
  } else if (exercises.size() > 1) {
    std::cout << paint_.bold << exercises.size() - failed << " of " << exercises.size() << " pass"
              << paint_.plain << "\n";
  } else if (failed == 0) {
    std::cout << paint_.dim << "  ./unroll solution " << exercises.front()->name
              << " shows how the course does it.\n"
              << paint_.plain;
    tell_next();
  }
  co_return failed == 0 ? 0 : 1;
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
