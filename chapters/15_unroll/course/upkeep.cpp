// What keeps a course in order, and a student's check does without: verify, new, export, update. A program of
// its own, so that nobody waits for it who does not ask for it.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "15_unroll/course/copies.hpp"
#include "15_unroll/course/making.hpp"
#include "15_unroll/course/mutation.hpp"
#include "15_unroll/course/notes.hpp"
#include "15_unroll/course/program.hpp"
#include "15_unroll/course/student.hpp"
#include "15_unroll/course/surroundings.hpp"
#include "15_unroll/course/verify.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {
namespace {

namespace fs = std::filesystem;

/// Those that are named, each once, or all.
std::vector<const Exercise*> named(const Course& course, const Words& names) {
  std::vector<const Exercise*> exercises;
  for (const std::string& name : names) {
    for (const Exercise* exercise : course.select(name)) {
      if (std::find(exercises.begin(), exercises.end(), exercise) == exercises.end())
        exercises.push_back(exercise);
    }
  }
  if (!exercises.empty()) return exercises;
  for (const Exercise& exercise : course.exercises()) exercises.push_back(&exercise);
  return exercises;
}

/// As many as there are cores, unless told.
std::size_t at_once(Arguments& arguments) {
  const std::size_t unless_told = std::max<std::size_t>(2, cores());
  return number(arguments.value("--at-once", std::to_string(unless_told)), "--at-once");
}

Task<int> mutate(Poller& poller, Student& student, Presets presets, Arguments arguments) {
  const Course& course = student.course();
  const fs::path kept = course.root() / ".unroll" / "course";
  MutationOptions options;
  options.at_once = at_once(arguments);
  if (const std::string most = arguments.value("--most", ""); !most.empty())
    options.most = number(most, "--most");
  options.plain = arguments.option("--plain");
  options.survivors = arguments.option("--survivors");
  const bool json = arguments.option("--json");
  const fs::path html = arguments.value("--html", (kept / "mutants.html").string());
  const fs::path junit = arguments.value("--junit", (kept / "mutants.xml").string());
  need_to_be_writable("--html", html);
  need_to_be_writable("--junit", junit);
  const auto exercises = named(course, arguments.names(100));
  for (const Exercise* exercise : exercises) {
    co_await student.need_parts(Variant::plain, *exercise);
    for (const std::string& sanitizer : exercise->sanitizers) {
      if (!options.plain)
        co_await student.need_parts(sanitizer == "thread" ? Variant::thread : Variant::address, *exercise);
    }
  }
  Mutation mutation(poller, course, presets, options);
  co_await mutation.run(exercises);
  const std::vector<Check> checks = checks_of(mutation);
  write_html(html, checks);
  write_junit(junit, checks);
  if (json)
    std::cout << as_json(checks) << "\n";
  else
    tell(std::cout, mutation);
  const bool well =
      std::all_of(checks.begin(), checks.end(), [](const Check& check) { return check.wrong.empty(); });
  co_return well ? 0 : 1;
}

Task<int> verify(Poller& poller, Student& student, Presets presets, Arguments arguments) {
  const Course& course = student.course();
  const fs::path kept = course.root() / ".unroll" / "course";
  VerifyOptions options;
  options.runs = number(arguments.value("--runs", "20"), "--runs");
  options.at_once = at_once(arguments);
  const fs::path html = arguments.value("--html", (kept / "verify.html").string());
  const fs::path junit = arguments.value("--junit", (kept / "verify.xml").string());
  need_to_be_writable("--html", html);
  need_to_be_writable("--junit", junit);
  options.plain = arguments.option("--plain");
  options.whole = arguments.option("--whole");
  options.right = arguments.option("--right");
  const bool verdicts = arguments.option("--verdicts");
  const bool json = arguments.option("--json");
  const auto exercises = named(course, arguments.names(verdicts ? 0 : 100));
  for (const Exercise* exercise : exercises) {
    for (const Variant variant : {Variant::plain, Variant::address, Variant::thread}) {
      if (options.plain && variant != Variant::plain) continue;
      co_await student.need_parts(variant, *exercise);
    }
  }
  Verification verification(poller, course, presets, options);
  std::vector<Check> checks;
  if (verdicts)
    checks = co_await verification.run_verdicts();
  else
    checks = co_await verification.run(exercises);
  write_html(html, checks);
  write_junit(junit, checks);
  const auto wrong =
      std::count_if(checks.begin(), checks.end(), [](const Check& check) { return !check.wrong.empty(); });
  const std::string of = verdicts ? "The runner's verdicts" : std::to_string(exercises.size()) + " exercises";
  if (json)
    std::cout << as_json(checks) << "\n";
  else
    std::cout << of << ": " << checks.size() << " checks, " << wrong << " do not hold.\n"
              << html.string() << "\n";
  co_return wrong == 0 ? 0 : 1;
}

Task<int> obey(Poller& poller, fs::path root, std::string command, Arguments arguments) {
  const Presets presets(arguments.value("--presets", "dev,asan,tsan"));
  Student student(poller, Course(std::move(root)), presets, true);
  co_await student.keep_starters();
  co_await note_course(poller, student.course());
  if (command == "verify" && arguments.option("--mutants"))
    co_return co_await mutate(poller, student, presets, std::move(arguments));
  if (command == "verify") co_return co_await verify(poller, student, presets, std::move(arguments));
  if (command == "new") {
    const std::string kind = arguments.value("--kind", "write");
    const Words name = arguments.names(1);
    if (name.empty()) throw Refused("new takes a chapter and a name: ./unroll new 03_futures/first_one");
    co_return make_exercise(student.course(), name.front(), kind);
  }
  const bool classroom = command == "export" && arguments.option("--classroom");
  const bool json = command == "update" && arguments.option("--json");
  const Words names = arguments.names(1);
  const std::string name = names.empty() ? "" : names.front();
  if (command == "update") co_return co_await update_course(poller, student, name, json);
  if (command != "export") throw Refused("there is no command " + command);
  if (name.empty()) throw Refused("export takes a new folder: ./unroll export ../for-students");
  co_return co_await export_course(poller, student, name, classroom);
}

}  // namespace
}  // namespace unroll::course

int main(int argc, char** argv) { return unroll::course::run_program(argc, argv, unroll::course::obey); }
