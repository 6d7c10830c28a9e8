#include "15_unroll/course/exercise.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>

#include "15_unroll/course/nearest.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

constexpr std::array kinds{"write", "mend", "predict", "test", "port", "fast"};
constexpr std::array sanitizers{"address", "thread"};

/// One table of a manifest. What is missing or of the wrong type is refused, with its place.
class Table {
 public:
  Table(const toml::table& table, std::string file) : table_(table), file_(std::move(file)) {}

  std::string text(std::string_view key) const {
    const auto value = table_[key].value<std::string>();
    if (!value) refuse(std::string(key) + " = \"…\" is missing");
    return *value;
  }

  int number(std::string_view key) const {
    const auto value = table_[key].value<int>();
    if (!value) refuse(std::string(key) + " = a number is missing");
    return *value;
  }

  std::vector<std::string> list(std::string_view key) const {
    const toml::array* const array = table_[key].as_array();
    if (array == nullptr) refuse(std::string(key) + " = [\"…\"] is missing");
    std::vector<std::string> texts;
    for (const toml::node& node : *array) {
      const auto text = node.value<std::string>();
      if (!text) refuse(std::string(key) + " holds something that is no text");
      texts.push_back(*text);
    }
    return texts;
  }

  std::map<std::string, std::string> pairs(std::string_view key) const {
    std::map<std::string, std::string> pairs;
    const toml::table* const table = table_[key].as_table();
    if (table == nullptr) return pairs;
    for (const auto& [name, value] : *table) {
      const auto text = value.value<std::string>();
      if (!text) refuse("'" + std::string(name.str()) + "' of " + std::string(key) + " is no text");
      pairs.emplace(std::string(name.str()), *text);
    }
    return pairs;
  }

  template <class Words>
  void need(const Words& words, const std::string& word) const {
    if (std::find(words.begin(), words.end(), word) != words.end()) return;
    std::string all;
    for (const char* one : words) (all += all.empty() ? "" : ", ") += one;
    refuse("'" + word + "' is none of " + all);
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw Refused(file_ + ":" + std::to_string(table_.source().begin.line) + ": in this [[exercise]], " +
                  what);
  }

 private:
  const toml::table& table_;
  std::string file_;
};

Exercise read_exercise(const toml::table& node, const std::string& chapter, const std::string& file) {
  const Table table(node, file);
  Exercise exercise;
  exercise.chapter = chapter;
  exercise.name = table.text("name");
  exercise.title = table.text("title");
  exercise.kind = table.text("kind");
  exercise.goal = table.text("goal");
  exercise.minutes = table.number("minutes");
  exercise.sanitizers = table.list("sanitizers");
  exercise.read = table.text("read");
  exercise.hints = table.list("hints");
  exercise.when = table.pairs("when");
  if (exercise.name.empty() || exercise.name.find('/') != std::string::npos)
    table.refuse("name is to be that of a file, without .hpp");
  table.need(kinds, exercise.kind);
  for (const std::string& sanitizer : exercise.sanitizers) table.need(sanitizers, sanitizer);
  if (exercise.hints.size() != 3) table.refuse("there are to be three hints");
  return exercise;
}

std::string after(const std::string& line, const std::string& prefix, const fs::path& file) {
  if (line.starts_with(prefix)) return line.substr(prefix.size());
  throw Refused(file.string() +
                ": its first two lines are to be '// Wrong: …' and '// Caught by: Suite.Test (verdict)'");
}

WrongSolution read_wrong(const fs::path& file) {
  std::istringstream lines(text_of(file));
  std::string first;
  std::string second;
  std::string third;
  std::string fourth;
  std::getline(lines, first);
  std::getline(lines, second);
  std::getline(lines, third);
  std::getline(lines, fourth);
  WrongSolution wrong;
  wrong.name = file.stem();
  wrong.header = file;
  wrong.misconception = after(first, "// Wrong: ", file);
  wrong.test = after(second, "// Caught by: ", file);
  if (third.starts_with("// Says: ")) wrong.says = third.substr(9);
  if (fourth.starts_with("// Builds: ")) wrong.builds = split(fourth.substr(11), ' ');
  const std::size_t open = wrong.test.rfind(" (");
  if (open == std::string::npos || !wrong.test.ends_with(')')) after("", "x", file);
  wrong.verdict = wrong.test.substr(open + 2, wrong.test.size() - open - 3);
  wrong.test.resize(open);
  return wrong;
}

std::vector<fs::path> sorted(const fs::path& folder) {
  std::vector<fs::path> entries;
  if (!fs::is_directory(folder)) return entries;
  for (const auto& entry : fs::directory_iterator(folder)) entries.push_back(entry.path());
  std::sort(entries.begin(), entries.end());
  return entries;
}

}  // namespace

Course::Course(fs::path root) : root_(std::move(root)) {
  for (const fs::path& chapter : sorted(root_ / "exercises")) {
    if (fs::exists(chapter / "chapter.toml")) read_chapter(chapter / "chapter.toml");
  }
  if (exercises_.empty()) throw Refused("there are no exercises in " + (root_ / "exercises").string());
  exercises_.front().first = true;
  plan_ = read_plan(root_ / "exercises" / "course.toml", "exercises/course.toml", exercises_);
}

void Course::read_chapter(const fs::path& manifest) {
  const std::string file = manifest.lexically_relative(root_).string();
  const std::string chapter = manifest.parent_path().filename();
  const bool numbered = chapter.size() > 2 && std::isdigit(static_cast<unsigned char>(chapter[0])) != 0 &&
                        std::isdigit(static_cast<unsigned char>(chapter[1])) != 0;
  if (!numbered) throw Refused(file + ":1: its folder is to be called as a chapter: 01_queue");
  try {
    const toml::table table = toml::parse_file(manifest.string());
    const toml::array* const list = table["exercise"].as_array();
    if (list == nullptr) throw Refused(file + ": there is no [[exercise]]");
    for (const toml::node& node : *list) {
      const std::string place = file + ":" + std::to_string(node.source().begin.line) + ": ";
      const toml::table* const one = node.as_table();
      if (one == nullptr) throw Refused(place + "an exercise is to be a [[exercise]]");
      Exercise exercise = read_exercise(*one, chapter, file);
      for (const Exercise& other : exercises_) {
        if (other.full_name() == exercise.full_name())
          throw Refused(place + "there are two exercises " + exercise.full_name());
      }
      exercises_.push_back(std::move(exercise));
    }
  } catch (const toml::parse_error& error) {
    throw Refused(file + ":" + std::to_string(error.source().begin.line) + ": " +
                  std::string(error.description()));
  }
}

std::vector<const Exercise*> Course::select(const std::string& word) const {
  std::vector<const Exercise*> found;
  for (const Exercise& exercise : exercises_) {
    const std::string number = exercise.chapter.substr(0, 2);
    const bool chapter = word == exercise.chapter || word == number || "0" + word == number;
    const bool path = fs::path(word).lexically_normal().string().ends_with(exercise.header().string());
    if (chapter || path || word == exercise.name || word == exercise.full_name()) found.push_back(&exercise);
  }
  if (!found.empty()) return found;
  for (const auto& [name, line] : plan_.left_out) {
    if (word == name || name.starts_with(word + "/") || name.ends_with("/" + word))
      throw Refused("'" + word + "' is no part of this course: " + line + " leaves it out");
  }
  throw Refused("there is no exercise and no chapter '" + word + "'. " + guess(word, exercises_) +
                "./unroll list names them");
}

const Exercise& Course::find(const std::string& word) const {
  const auto found = select(word);
  if (found.size() == 1) return *found.front();
  std::string names;
  for (const Exercise* exercise : found) (names += names.empty() ? "" : ", ") += exercise->full_name();
  throw Refused("'" + word + "' may be any of these: " + names);
}

std::string Course::word_for(const Exercise& exercise) const {
  return select(exercise.name).size() == 1 ? exercise.name : exercise.full_name();
}

int Course::points() const {
  int points = 0;
  for (const Exercise& exercise : exercises_) points += exercise.points;
  return points;
}

Exercise Course::verdicts() {
  Exercise exercise;
  exercise.chapter = "00_verdicts";
  exercise.name = "verdict";
  return exercise;
}

fs::path Course::test(const Exercise& exercise) const {
  return root_ / "tests" / "exercises" / (exercise.full_name() + "_test.cpp");
}

std::vector<WrongSolution> Course::wrong_solutions(const Exercise& exercise) const {
  std::vector<WrongSolution> all;
  for (const fs::path& file : sorted(root_ / "tests" / "exercises" / exercise.full_name())) {
    if (file.extension() == ".hpp") all.push_back(read_wrong(file));
  }
  return all;
}

}  // namespace unroll::course
