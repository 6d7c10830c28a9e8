// The course runner: checks exercises and says what happened. The program behind `./unroll check` and its
// neighbours, on the loop that the chapters have built.
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <thread>

#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/race.hpp"
#include "06_io/signals.hpp"
#include "15_unroll/course/arguments.hpp"
#include "15_unroll/course/copies.hpp"
#include "15_unroll/course/explain.hpp"
#include "15_unroll/course/making.hpp"
#include "15_unroll/course/mutation.hpp"
#include "15_unroll/course/student.hpp"
#include "15_unroll/course/surroundings.hpp"
#include "15_unroll/course/verify.hpp"
#include "15_unroll/course/watching.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {
namespace {

namespace fs = std::filesystem;

int explain(const Words& names) {
  std::string word;
  for (const std::string& name : names) (word += word.empty() ? "" : " ") += name;
  const auto kind = kind_of(word);
  if (kind) {
    std::cout << folded(explanation(*kind));
    return 0;
  }
  std::string all;
  for (const char* known : Verdict::words) (all += all.empty() ? "" : ", ") += known;
  throw Refused((word.empty() ? "explain takes a verdict" : "there is no verdict '" + word + "'") +
                ". There are: " + all);
}

const Exercise& named(Student& student, const Words& names) {
  return names.empty() ? student.current() : student.course().find(names.front());
}

Task<int> check(Student& student, Arguments arguments) {
  CheckOptions options;
  options.json = arguments.option("--json");
  options.own = arguments.option("--own");
  options.junit = arguments.value("--junit", "");
  const bool all = arguments.option("--all");
  const Words names = arguments.names(all ? 0 : 1);
  std::vector<const Exercise*> exercises;
  if (all) {
    for (const Exercise& exercise : student.course().exercises()) exercises.push_back(&exercise);
  } else if (names.empty()) {
    exercises.push_back(&student.current());
  } else {
    exercises = student.course().select(names.front());
  }
  co_return co_await student.check(std::move(exercises), std::move(options));
}

/// Those that are named, or all.
std::vector<const Exercise*> named(const Course& course, const Words& names) {
  std::vector<const Exercise*> exercises;
  for (const std::string& name : names) {
    for (const Exercise* exercise : course.select(name)) exercises.push_back(exercise);
  }
  if (!exercises.empty()) return exercises;
  for (const Exercise& exercise : course.exercises()) exercises.push_back(&exercise);
  return exercises;
}

/// As many as there are cores, unless told.
std::size_t at_once(Arguments& arguments) {
  const std::string cores = std::to_string(std::max(2U, std::thread::hardware_concurrency()));
  return number(arguments.value("--at-once", cores), "--at-once");
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
  const fs::path html = arguments.value("--html", (kept / "mutants.html").string());
  const fs::path junit = arguments.value("--junit", (kept / "mutants.xml").string());
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
  options.plain = arguments.option("--plain");
  const bool verdicts = arguments.option("--verdicts");
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
  std::cout << of << ": " << checks.size() << " checks, " << wrong << " do not hold.\n"
            << html.string() << "\n";
  co_return wrong == 0 ? 0 : 1;
}

Task<int> obey(Poller& poller, fs::path root, std::string command, Arguments arguments) {
  if (command == "explain") co_return explain(arguments.names(3));
  const Presets presets(arguments.value("--presets", "dev,asan,tsan"));
  const Words lookers{"status", "list", "next", "hint", "solution"};
  const bool alone = std::find(lookers.begin(), lookers.end(), command) == lookers.end();
  Student student(poller, Course(std::move(root)), presets, alone);
  co_await student.keep_starters();
  co_await note_course(poller, student.course());
  if (command == "check") co_return co_await check(student, std::move(arguments));
  if (command == "verify" && arguments.option("--mutants"))
    co_return co_await mutate(poller, student, presets, std::move(arguments));
  if (command == "verify") co_return co_await verify(poller, student, presets, std::move(arguments));
  if (command == "run") co_return co_await student.run(named(student, arguments.names(1)));
  if (command == "watch") {
    (void)arguments.names(0);
    co_return co_await watch(poller, student);
  }
  if (command == "new") {
    const std::string kind = arguments.value("--kind", "write");
    const Words name = arguments.names(1);
    if (name.empty()) throw Refused("new takes a chapter and a name: ./unroll new 03_futures/first_one");
    co_return make_exercise(student.course(), name.front(), kind);
  }
  if (command == "export" || command == "update") {
    const bool classroom = command == "export" && arguments.option("--classroom");
    const Words names = arguments.names(1);
    const std::string name = names.empty() ? "" : names.front();
    if (command == "update") co_return co_await update_course(poller, student, name);
    if (name.empty()) throw Refused("export takes a new folder: ./unroll export ../for-students");
    co_return co_await export_course(poller, student, name, classroom);
  }
  if (command == "status" || command == "list" || command == "next") {
    const bool json = arguments.option("--json");
    (void)arguments.names(0);
    if (command == "status") co_return student.status(json);
    co_return command == "list" ? student.list(json) : student.next(json);
  }
  const bool insists = command == "solution" && arguments.option("--give-up");
  const Words names = arguments.names(1);
  if (command == "hint") co_return student.hint(named(student, names));
  if (command == "solution") co_return student.solution(named(student, names), insists);
  if (command == "reset") co_return student.reset(named(student, names));
  throw Refused("there is no command " + command);
}

/// Ctrl-C and its like, unless whoever started this has them ignored: 128 and the number, as of a program
/// that they end.
Task<int> signalled(Poller& poller) {
  const auto wanted = [](int signal) {
    struct sigaction now {};
    ::sigaction(signal, nullptr, &now);
    return now.sa_handler == SIG_IGN ? SIGTERM : signal;
  };
  Signals signals(poller, {wanted(SIGINT), SIGTERM, wanted(SIGHUP)});
  co_return 128 + co_await signals.next();
}

/// Whatever is under way then, a compiler or a test, is ended with it.
Task<int> obey_until_signalled(Poller& poller, Task<int> work) {
  std::vector<Task<int>> both;
  both.push_back(std::move(work));
  both.push_back(signalled(poller));
  Future<int> first = race(poller.loop(), std::move(both));
  co_return co_await std::move(first);
}

}  // namespace
}  // namespace unroll::course

int main(int argc, char** argv) {
  using namespace unroll;
  course::open_what_is_closed();
  course::forget_settings();
  if (argc < 3) {
    std::cerr << "usage: unroll_course COURSE COMMAND [ARGUMENT…] (the folder of the course)\n";
    return 2;
  }
  try {
    Loop loop;
    Poller poller(loop);
    const std::string command = argv[2];
    auto work = course::obey(poller, argv[1], command, course::Arguments({argv + 3, argv + argc}));
    if (command != "watch") work = course::obey_until_signalled(poller, std::move(work));  // it waits itself
    const int status = sync_wait(loop, std::move(work));
    if (course::all_was_written()) return status;
    std::cerr << "unroll: what it had to say could not be written. Is the disk full?\n";
    return 1;
  } catch (const course::Refused& refused) {
    std::cerr << course::folded("unroll: " + std::string(refused.what()));
    return 2;
  } catch (const std::exception& error) {
    std::cerr << course::folded("unroll: " + std::string(error.what()));
    return 2;
  }
}
