#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "15_unroll/course/files.hpp"
#include "15_unroll/course/plan.hpp"

namespace unroll::course {

/// A wrong solution that a test must catch, from the first two lines of its header.
struct WrongSolution {
  std::string name;  ///< of its file
  std::filesystem::path header;
  std::string misconception;
  std::string test;                 ///< the one that must fail
  std::string verdict;              ///< and how
  std::string says;                 ///< what the verdict must say besides; empty if that is left open
  std::vector<std::string> builds;  ///< in which it is tried; empty: in the one that can see it
};

/// One exercise: what chapter.toml says of it.
struct Exercise {
  std::string chapter;  ///< 01_queue
  std::string name;     ///< first_loop
  std::string title;
  std::string kind;  ///< write, mend, predict, test, port, fast
  std::string goal;
  int minutes = 0;
  std::vector<std::string> sanitizers;      ///< beside the plain run: address, thread
  std::string read;                         ///< the place of the book, relative to the course
  std::vector<std::string> hints;           ///< three, from a nudge to near-code
  std::map<std::string, std::string> when;  ///< a sentence for `Suite.Test` or `Suite.Test (verdict)`
  bool first = false;                       ///< of all there are: its starter passes already
  int points = 0;                           ///< of course.toml, like the next
  std::optional<Deadline> deadline = {};

  std::string full_name() const { return chapter + "/" + name; }
  /// As the tests include it: 01_queue/first_loop.hpp
  std::filesystem::path header() const { return full_name() + ".hpp"; }
};

/// The course as it stands in its folder. Errors: Refused, that names the file and its line.
class Course {
 public:
  explicit Course(std::filesystem::path root);

  const std::filesystem::path& root() const { return root_; }
  /// Those that course.toml does not leave out.
  const std::vector<Exercise>& exercises() const { return exercises_; }
  const Plan& plan() const { return plan_; }
  /// That can be had.
  int points() const;

  /// The exercise that is called so: `first_loop`, `01_queue/first_loop`, or a path to its file.
  const Exercise& find(const std::string& word) const;
  /// What `find` takes for it: its name, or its full one where another is called so, too.
  std::string word_for(const Exercise& exercise) const;
  /// Those of a chapter (`1`, `01`, `01_queue`), or one.
  std::vector<const Exercise*> select(const std::string& word) const;

  std::filesystem::path starter(const Exercise& exercise) const {
    return root_ / "exercises" / exercise.header();
  }
  std::filesystem::path solution(const Exercise& exercise) const {
    return root_ / "solutions" / exercise.header();
  }
  std::filesystem::path test(const Exercise& exercise) const;
  /// Where the chapters have such a header, in whose place it can stand; for most exercises there is none.
  std::filesystem::path chapters(const Exercise& exercise) const {
    return root_ / "chapters" / exercise.header();
  }
  bool is_chapters(const Exercise& exercise) const { return std::filesystem::exists(chapters(exercise)); }
  std::vector<WrongSolution> wrong_solutions(const Exercise& exercise) const;

  /// No exercise: programs of which each must get the verdict that it names, for the runner's own honesty.
  /// Their test is tests/exercises/00_verdicts/verdict_test.cpp.
  static Exercise verdicts();

 private:
  void read_chapter(const std::filesystem::path& manifest);

  std::filesystem::path root_;
  std::vector<Exercise> exercises_;
  Plan plan_;
};

/// The names of the tests that a source of GoogleTest has: `FirstLoop.RunsAJobOnce`.
std::vector<std::string> tests_in(const std::string& source);

/// The source with nothing but spaces where its other tests are. A test ends at the first line that begins
/// with a brace, or ends with one if it is the test's first.
std::string with_only(const std::string& test, const std::string& source);

/// The contract of an exercise: the comment from its line `Contract` on, up to the first empty line.
std::string contract_in(const std::string& header);

}  // namespace unroll::course
