#include "15_unroll/course/copies.hpp"

#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "15_unroll/course/notes.hpp"
#include "15_unroll/course/origins.hpp"
#include "15_unroll/course/proof.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> parts_of(const fs::path& path) {
  std::vector<std::string> parts;
  for (const fs::path& part : path) parts.push_back(part.string());
  return parts;
}

/// tests/exercises/01_queue/first_loop/stack.hpp; what lies deeper belongs to the test. And equivalent.txt,
/// which quotes solutions.
bool is_wrong_solution(const fs::path& file) {
  const auto parts = parts_of(file);
  if (parts.size() < 4 || parts[0] != "tests" || parts[1] != "exercises") return false;
  return (parts.size() == 5 && file.extension() == ".hpp") || file.filename() == "equivalent.txt";
}

/// Of an exercise that course.toml leaves out: whatever has its name.
bool is_left_out(const fs::path& file, const Course& course) {
  const auto parts = parts_of(file);
  const std::size_t at = parts.front() == "tests" && parts.size() > 1 && parts[1] == "exercises" ? 2 : 1;
  if (parts.size() < at + 2 || (parts.front() != "exercises" && at == 1)) return false;
  const std::string& name = parts[at + 1];
  for (const auto& [full, line] : course.plan().left_out) {
    const std::string own = full.substr(full.find('/') + 1);
    const bool named = name == own || name == own + "_test.cpp" || name.starts_with(own + ".");
    if (named && full.starts_with(parts[at] + "/")) return true;
  }
  return false;
}

/// What is given out, for each: the starters as they were. Errors: Refused, if one promises what its solution
/// does not keep.
std::map<const Exercise*, std::string> starters_of(const Student& student) {
  const Course& course = student.course();
  std::map<const Exercise*, std::string> given;
  for (const Exercise& exercise : course.exercises()) {
    const std::string& text = given[&exercise] = student.given_starter(exercise);
    const fs::path solution = course.solution(exercise);
    if (!fs::exists(solution) || contract_in(text) == contract_in(text_of(solution))) continue;
    const fs::path kept = student.kept_starter(exercise).lexically_relative(course.root());
    throw Refused(
        "the starter of " + exercise.full_name() +
        ", as it was first seen, has not the contract of its solution. If the one in exercises/ has, "
        "and is committed where there is a repository, remove " +
        kept.string() + ", and export again");
  }
  return given;
}

/// Whoever has changed a starter may wonder where that is; who has solved the exercise will not.
std::string standing_otherwise(const Course& course, const std::map<const Exercise*, std::string>& given) {
  std::string names;
  for (const Exercise& exercise : course.exercises()) {
    const fs::path here = course.starter(exercise);
    if (!fs::is_regular_file(here) || text_of(here) != given.at(&exercise))
      (names += names.empty() ? "" : ", ") += course.word_for(exercise);
  }
  if (names.empty()) return {};
  return "In exercises/ these stand otherwise than they are given out: " + names +
         ". A starter is what was first seen; it is kept in .unroll/course/starters, and who removes it "
         "there gives out what is committed, or stands here.\n";
}

void copy_one(const fs::path& from, const fs::path& to) {
  fs::create_directories(to.parent_path());
  fs::copy_file(from, to, fs::copy_options::overwrite_existing);
}

/// Exercises whose solution is in the chapters, and so in every copy: `loop`, or `spread (chapters/…)`.
std::string solutions_in_chapters(const Course& course, const Shown& shown) {
  std::string names;
  for (const auto& [exercise, file] : shown.places) {
    names += " " + course.word_for(*exercise);
    if (file != "chapters" / exercise->header()) names += " (" + file.string() + ")";
  }
  if (names.empty()) return {};
  const std::size_t count = shown.places.size();
  return (count == 1 ? "The solution of 1 exercise is"
                     : "The solutions of " + std::to_string(count) + " exercises are") +
         std::string(" in the chapters, for everybody to read:") + names + "\n";
}

/// What git does not know yet and is not told to ignore: it may be a new exercise, or nobody else's business.
std::string not_committed(const std::string& untracked, const fs::path& copy) {
  std::string names;
  for (const std::string& file : split(untracked, '\0')) {
    if (!file.empty() && fs::exists(copy / file)) names += " " + file;
  }
  return names.empty() ? "" : "Among them are files that are not committed yet:" + names + "\n";
}

/// A copy that is not whole has another name: `for-students.part`, or `for-students/.part` where that folder
/// is there already: it may be one that cannot be replaced. What is refused or interrupted leaves nothing.
class Part {
 public:
  explicit Part(fs::path whole) : whole_(std::move(whole)), folder_(whole_) {
    fs::exists(whole_) ? folder_ /= ".part" : folder_ += ".part";
    if (fs::exists(folder_))
      throw Refused(folder_.string() +
                    " is there already: what an export that was killed has left? Remove it first");
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  ~Part() {
    std::error_code none;
    fs::remove_all(folder_, none);
  }
  const fs::path& folder() const { return folder_; }
  void is_whole() {
    fs::create_directories(folder_);  // of an empty course
    if (!fs::exists(whole_)) return fs::rename(folder_, whole_);
    const std::vector<fs::path> all{fs::directory_iterator(folder_), {}};
    for (const fs::path& one : all) fs::rename(one, whole_ / one.filename());
  }

 private:
  fs::path whole_;
  fs::path folder_;
};

/// As it was said, without a slash at its end.
fs::path without_slash(fs::path folder) {
  folder = folder.lexically_normal();
  return folder.has_filename() ? folder : folder.parent_path();
}

}  // namespace

Task<int> export_course(Poller& poller, Student& student, fs::path whole, bool classroom) {
  const Course& course = student.course();
  whole = fs::exists(whole) ? fs::canonical(whole) : without_slash(std::move(whole));
  if (fs::exists(whole) && !(fs::is_directory(whole) && fs::is_empty(whole)))
    throw Refused(whole.string() + " is there already, and not empty: export into a new folder");
  if (classroom && !course.plan().has_points)
    throw Refused(
        "a classroom counts points, and exercises/course.toml has none: write a table [points] there");
  if (fs::weakly_canonical(whole).string().starts_with(course.root().string() + "/"))
    throw Refused(whole.string() + " is in the course itself: export into a folder beside it");
  const std::vector<fs::path> all = co_await files_of(poller, course.root());
  const auto given = starters_of(student);
  Part part(whole);
  const fs::path& to = part.folder();
  std::vector<fs::path> files;
  for (const fs::path& file : all) {
    if (parts_of(file).front() == "solutions" || is_wrong_solution(file) || is_left_out(file, course))
      continue;
    copy_one(course.root() / file, to / file);
    files.push_back(file);
  }
  Origins origins(to);
  for (const fs::path& file : files) {
    if (file != Origins::file() && !Origins::is_starter(file))
      origins.add(Origins::name_of(file), text_of(to / file));
  }
  for (const Exercise& exercise : course.exercises()) {
    write_file(to / "exercises" / exercise.header(), given.at(&exercise));
    origins.add(exercise.header(), given.at(&exercise));
  }
  origins.save();
  const Shown shown = prove_without_solutions(course, to, files);
  const std::string unknown = co_await untracked(poller, course.root());
  const fs::path workflow = fs::path(".github") / "workflows" / "classroom.yml";
  if (classroom) write_file(to / workflow, text_of(course.root() / "docs" / "classroom.yml"));
  const std::string open = not_committed(unknown, to);
  part.is_whole();
  std::cout << folded(std::to_string(files.size()) + " files in " + whole.string() + ". Of " +
                      std::to_string(shown.looked_for) +
                      " pairs of lines that only solutions have none is in an exercise, a test or a text." +
                      (classroom ? " The workflow is in " + workflow.string() + "." : ""))
            << folded(standing_otherwise(course, given)) << folded(solutions_in_chapters(course, shown))
            << folded(open);
  co_return 0;
}

}  // namespace unroll::course
