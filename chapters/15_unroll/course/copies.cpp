#include "15_unroll/course/copies.hpp"

#include <algorithm>
#include <iostream>
#include <set>
#include <sstream>

#include "06_io/process.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> parts_of(const fs::path& path) {
  std::vector<std::string> parts;
  for (const fs::path& part : path) parts.push_back(part.string());
  return parts;
}

/// What is made here and not written: builds, runs, the repository.
bool is_made(const fs::path& file) {
  const std::string first = parts_of(file).front();
  return first == ".build" || first == ".unroll" || first == ".git" || first == "compile_commands.json";
}

/// tests/exercises/01_queue/first_loop/stack.hpp; what lies deeper belongs to the test. And equivalent.txt,
/// which quotes solutions.
bool is_wrong_solution(const fs::path& file) {
  const auto parts = parts_of(file);
  if (parts.size() < 4 || parts[0] != "tests" || parts[1] != "exercises") return false;
  return (parts.size() == 5 && file.extension() == ".hpp") || file.filename() == "equivalent.txt";
}

bool is_starter(const fs::path& file) {
  return parts_of(file).front() == "exercises" && file.extension() == ".hpp";
}

/// All files of a copy of the course, relative to it: those of the repository, if there is one.
Task<std::vector<fs::path>> files_of(Poller& poller, fs::path root) {
  std::vector<fs::path> files;
  if (fs::exists(root / ".git")) {
    Command command{{"git", "ls-files", "-z"}, root.string()};
    const Outcome outcome =
        co_await unroll::run(poller, std::move(command), {}, std::size_t{8} * 1024 * 1024);
    if (!outcome.exit.ok())
      throw Refused("git cannot list the files of " + root.string() + ": " + outcome.errors);
    std::istringstream names(outcome.output);
    for (std::string name; std::getline(names, name, '\0');) files.emplace_back(name);
  } else {
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), root));
    }
  }
  std::erase_if(files,
                [&](const fs::path& file) { return is_made(file) || !fs::is_regular_file(root / file); });
  co_return files;
}

void copy_one(const fs::path& from, const fs::path& to) {
  fs::create_directories(to.parent_path());
  fs::copy_file(from, to, fs::copy_options::overwrite_existing);
}

std::string trimmed(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(' ');
  return begin == std::string::npos ? "" : line.substr(begin, line.find_last_not_of(' ') + 1 - begin);
}

/// Each two lines of code that follow each other, as one text. A single line, as `bool stopped = false;`, may
/// be anywhere by chance.
std::set<std::string> pairs_of_lines(const std::string& text) {
  constexpr std::size_t telling = 40;  // shorter pairs are in every program
  std::set<std::string> pairs;
  std::istringstream in(text);
  std::string before;
  for (std::string line; std::getline(in, line);) {
    const std::string code = trimmed(line);
    if (code.empty() || code.starts_with("//") || code.starts_with("#")) continue;
    if (before.size() + code.size() >= telling) pairs.insert(before + "\n" + code);
    before = code;
  }
  return pairs;
}

/// How many pairs of lines were looked for: those that are in a solution and not in its own starter.
std::size_t prove_without_solutions(const Course& course, const fs::path& copy) {
  std::size_t looked_for = 0;
  for (const Exercise& exercise : course.exercises()) {
    if (!fs::exists(course.solution(exercise))) continue;
    const auto given = pairs_of_lines(text_of(copy / "exercises" / exercise.header()));
    for (const std::string& pair : pairs_of_lines(text_of(course.solution(exercise)))) {
      if (given.contains(pair)) continue;
      ++looked_for;
      for (const Exercise& other : course.exercises()) {
        if (other.chapter > exercise.chapter) continue;  // whoever does that one has done this
        const fs::path file = copy / "exercises" / other.header();
        if (pairs_of_lines(text_of(file)).contains(pair))
          throw Refused(file.string() + " has lines of the solution of " + exercise.full_name() + ":\n" +
                        pair);
      }
    }
  }
  return looked_for;
}

}  // namespace

Task<int> export_course(Poller& poller, Student& student, fs::path to) {
  const Course& course = student.course();
  if (fs::exists(to) && !fs::is_empty(to))
    throw Refused(to.string() + " is there already, and not empty: export into a new folder");
  if (fs::weakly_canonical(to).string().starts_with(course.root().string() + "/"))
    throw Refused(to.string() + " is in the course itself: export into a folder beside it");
  std::size_t count = 0;
  for (const fs::path& file : co_await files_of(poller, course.root())) {
    if (parts_of(file).front() == "solutions" || is_wrong_solution(file)) continue;
    copy_one(course.root() / file, to / file);
    ++count;
  }
  for (const Exercise& exercise : course.exercises())
    write_file(to / "exercises" / exercise.header(), text_of(student.kept_starter(exercise)));
  const std::size_t lines = prove_without_solutions(course, to);
  std::cout << count << " files in " << to.string() << ". Of " << lines
            << " pairs of lines that only solutions have none is in an exercise.\n";
  co_return 0;
}

Task<int> update_course(Poller& poller, Student& student, fs::path from) {
  const Course& mine = student.course();
  if (!fs::exists(from / "exercises")) throw Refused("there is no course in " + from.string());
  const Course newer(fs::canonical(from));
  std::size_t changed = 0;
  std::size_t conflicts = 0;
  for (const fs::path& file : co_await files_of(poller, newer.root())) {
    const fs::path here = mine.root() / file;
    const std::string text = text_of(newer.root() / file);
    if (fs::exists(here) && text_of(here) == text) continue;
    const fs::path kept = mine.root() / ".unroll" / "course" / "starters" / fs::relative(file, "exercises");
    const bool edited =
        is_starter(file) && fs::exists(here) && fs::exists(kept) && text_of(here) != text_of(kept);
    if (edited && text_of(kept) == text) continue;  // only the student has changed it
    if (edited) {
      fs::path beside = here;
      beside += ".new";
      write_file(beside, text);
      write_file(kept, text);
      std::cout << "exercises/" << fs::relative(file, "exercises").string()
                << " has changed, and you have written in yours: the new starter is in "
                << beside.filename().string() << " beside it\n";
      ++conflicts;
      continue;
    }
    const auto rights = fs::status(newer.root() / file).permissions();
    write_file(here, text);
    fs::permissions(here, rights);
    if (is_starter(file)) write_file(kept, text);
    ++changed;
  }
  std::cout << changed << " files are new or newer, " << conflicts << " exercises are to be looked at.\n";
  co_return conflicts == 0 ? 0 : 1;
}

}  // namespace unroll::course
