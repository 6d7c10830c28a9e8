#include "15_unroll/course/workshop.hpp"

#include <cstdlib>
#include <sstream>
#include <utility>

#include "15_unroll/course/arguments.hpp"
#include "15_unroll/course/keys.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> words_in(const fs::path& file) {
  std::vector<std::string> words;
  std::istringstream lines(text_of(file));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line != "-I/usr/include") words.push_back(line);
  }
  return words;
}

}  // namespace

Bounds Bounds::of_this_machine() const {
  Bounds bounds = *this;
  const auto ask = [](const char* name, std::chrono::seconds& seconds) {
    if (const char* const told = std::getenv(name)) seconds = std::chrono::seconds(number(told, name));
  };
  ask("UNROLL_TEST_SECONDS", bounds.time);
  ask("UNROLL_COMPILE_SECONDS", bounds.compiling);
  return bounds;
}

Presets::Presets(const std::string& names) {
  std::istringstream words(names);
  for (std::string& name : names_) {
    if (!std::getline(words, name, ',') || name.empty())
      throw Refused(
          "--presets takes three with a comma between them (plain,address,thread), and this is none: " +
          names);
  }
}

std::string include_of(const fs::path& file) { return "#include \"" + file.string() + "\"\n"; }

std::string Trial::own_names() const {
  std::string names;
  for (const Exercise* one : own) names += "+" + one->name;
  return names;
}

fs::path Workshop::folder(const Trial& trial) const {
  return course_.root() / ".unroll" / "course" / trial.exercise->chapter / trial.exercise->name /
         (trial.label + "-" + presets_.of(trial.variant) + trial.own_names());
}

std::vector<std::string> Workshop::parts(const Trial& trial, const std::string& file) const {
  const fs::path list = course_.root() / ".build" / presets_.of(trial.variant) / "course" / file;
  auto words = words_in(list);
  if (words.empty() && file != "world.txt")
    throw Refused(list.string() + " is empty, which it never is. Was the disk full? Remove the folder " +
                  list.parent_path().parent_path().string() + ", and run the same again");
  return words;
}

fs::path Workshop::test(const Trial& trial) const {
  return trial.only.empty() ? course_.test(*trial.exercise) : folder(trial) / "test.cpp";
}

/// In front of the chapters there is a folder with the header of this trial, and with those that are the
/// student's.
void Workshop::lay_out(const Trial& trial) const {
  const fs::path front = folder(trial) / "front";
  write_if_changed(front / trial.exercise->header(), include_of(trial.header));
  lay_out_own(trial, front);
  if (trial.only.empty()) return;
  const fs::path whole = course_.test(*trial.exercise);
  write_if_changed(test(trial),
                   "#line 1 \"" + whole.string() + "\"\n" + with_only(trial.only, text_of(whole)));
}

void Workshop::lay_out_own(const Trial& trial, const fs::path& front) const {
  for (const Exercise* exercise : trial.own)
    write_if_changed(front / exercise->header(), include_of(course_.starter(*exercise)));
}

bool Workshop::is_sure(const Trial& trial) const {
  return !Made(folder(trial) / "verdict.json").noted().empty();
}

Task<Verdict> Workshop::judge(Trial trial, bool again, fs::path recorded) {
  const fs::path folder = this->folder(trial);
  const fs::path known = folder / "verdict.json";
  std::string errors = co_await build(trial, false);
  if (!errors.empty()) {
    write_file(log(trial), errors);
    Evidence evidence;
    evidence.compiler = shortened(errors, course_.root());
    evidence.own = trial.header.lexically_relative(course_.root()).string();
    co_return course::judge(evidence);
  }
  const Made made(known);
  const std::string judge = States(course_.root()).of({"/proc/self/exe"});  // another one may judge otherwise
  const std::string key = Made(folder / "test").noted() + " " + bounds_.text() + " " + judge;
  if (!again && made.is_of(key)) {
    if (const auto verdict = verdict_from(text_of(known))) co_return *verdict;
  }
  made.forget();
  const Ran ran = co_await run(trial, recorded);
  write_file(known, as_json(ran.verdict) + "\n");
  if (!ran.is_by_chance && !Made(folder / "test").noted().empty()) made.note(key);
  co_return ran.verdict;
}

}  // namespace unroll::course
