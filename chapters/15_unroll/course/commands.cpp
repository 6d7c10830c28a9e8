// What a student asks for, in words.
#include "15_unroll/course/commands.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>
#include <optional>

#include "15_unroll/course/explain.hpp"
#include "15_unroll/course/listing.hpp"
#include "15_unroll/course/notes.hpp"
#include "15_unroll/course/program.hpp"
#include "15_unroll/course/student.hpp"
#include "15_unroll/course/surroundings.hpp"
#include "15_unroll/course/watching.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {
namespace {

namespace fs = std::filesystem;

/// `Lost_wake-up` as `lost wake up`.
std::string plain(std::string word) {
  for (char& c : word)
    c = c == '-' || c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

/// The one that is called so, or whose name begins so if no other does.
std::optional<Verdict::Kind> meant_by(const std::string& word) {
  std::optional<Verdict::Kind> meant;
  for (const char* const name : Verdict::words) {
    if (word.empty() || !plain(name).starts_with(plain(word))) continue;
    if (plain(name) == plain(word)) return kind_of(name);
    if (meant) return {};
    meant = kind_of(name);
  }
  return meant;
}

int explain(Arguments arguments) {
  const bool json = arguments.option("--json");
  const Words& names = arguments.names(3);
  std::string word;
  for (const std::string& name : names) (word += word.empty() ? "" : " ") += name;
  if (const auto kind = meant_by(word)) {
    std::cout << (json ? explanation_as_json(*kind) + "\n" : folded(explanation(*kind)));
    return 0;
  }
  if (json && names.empty()) {
    std::cout << explanations_as_json() << "\n";
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

struct ToCheck {
  std::vector<const Exercise*> exercises;
  CheckOptions options;
};

ToCheck to_check(Student& student, Arguments arguments) {
  ToCheck asked;
  asked.options.json = arguments.option("--json");
  asked.options.own = arguments.option("--own");
  asked.options.junit = arguments.value("--junit", "");
  asked.options.at_once = number(arguments.value("--at-once", std::to_string(cores())), "--at-once");
  need_to_be_writable("--junit", asked.options.junit);
  const bool all = arguments.option("--all");
  const Words names = arguments.names(all ? 0 : 1);
  if (all) {
    for (const Exercise& exercise : student.course().exercises()) asked.exercises.push_back(&exercise);
  } else if (names.empty()) {
    asked.exercises.push_back(&student.current());
  } else {
    asked.exercises = student.course().select(names.front());
  }
  return asked;
}

Task<int> obey(Poller& poller, fs::path root, std::string command, Arguments arguments) {
  if (command == "explain") co_return explain(std::move(arguments));
  const Presets presets(arguments.value("--presets", "dev,asan,tsan"));
  const Words lookers{"status", "list", "next", "hint", "solution", "own-headers"};
  const bool alone = std::find(lookers.begin(), lookers.end(), command) == lookers.end();
  Student student(poller, Course(std::move(root)), presets, alone);
  co_await student.keep_starters();
  co_await note_course(poller, student.course());
  if (command == "check") {
    ToCheck asked = to_check(student, std::move(arguments));
    co_return co_await student.check(std::move(asked.exercises), std::move(asked.options));
  }
  if (command == "own-headers") {  // what ./unroll asks before such a check, and before such a test
    const bool any = arguments.any();
    co_return student.lay_out_own_headers(any ? to_check(student, std::move(arguments)).exercises
                                              : std::vector<const Exercise*>());
  }
  if (command == "run") co_return co_await student.run(named(student, arguments.names(1)));
  if (command == "watch") {
    (void)arguments.names(0);
    co_return co_await watch(poller, student);
  }
  if (command == "status" || command == "list" || command == "next") {
    const bool json = arguments.option("--json");
    (void)arguments.names(0);
    if (command == "status") co_return student.status(json);
    co_return command == "list" ? student.list(json) : student.next(json);
  }
  const bool insists = command == "solution" && arguments.option("--give-up");
  const bool json = command == "hint" && arguments.option("--json");
  const Words names = arguments.names(1);
  if (command == "hint") co_return student.hint(named(student, names), json);
  if (command == "solution") co_return student.solution(named(student, names), insists);
  if (command == "reset") {
    if (names.empty())
      throw Refused("reset takes a name: ./unroll reset " + student.course().word_for(student.current()));
    co_return student.reset(named(student, names));
  }
  throw Refused("there is no command " + command);
}

}  // namespace

int run_course(int argc, char** argv) { return run_program(argc, argv, obey); }

}  // namespace unroll::course
