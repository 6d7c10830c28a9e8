#pragma once

#include <filesystem>
#include <iosfwd>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "15_unroll/course/progress.hpp"
#include "15_unroll/course/workshop.hpp"
#include "15_unroll/terminal.hpp"

namespace unroll::course {

using Words = std::vector<std::string>;

/// How a check is told.
struct CheckOptions {
  bool json = false;
  bool own = false;             ///< with the student's own headers of the chapters below
  std::filesystem::path junit;  ///< besides, as JUnit XML; empty if not
  std::size_t at_once = 1;      ///< how many, of several
};

/// In which builds one is tried. The plain one first: its verdict is the one that is waited for.
std::vector<Variant> variants_of(const Exercise& exercise);

/// What a student can ask for. Each brings the program's exit status: 0 all is well, 1 something failed, 2 it
/// could not be tried.
/// Errors: Refused.
class Student {
 public:
  /// `alone`: as long as it lives no other is, that is alone, too.
  Student(Poller& poller, Course course, Presets presets, bool alone);

  /// Before anything else.
  Task<> keep_starters();

  int status(bool json);
  int list(bool json);
  int next(bool json);
  /// One, those of a chapter, or all; each in the plain build first, then under its sanitizers. Several at a
  /// time. Status 2: of several, some could not be tried.
  Task<int> check(std::vector<const Exercise*> exercises, CheckOptions options);
  int hint(const Exercise& exercise, bool json);
  int solution(const Exercise& exercise, bool insists);
  int reset(const Exercise& exercise);
  /// In `.unroll/course/own`, for a build in which they stand in front: the headers of the chapters, the
  /// student's where these are done. Says the chapters that stand on the student's, a line each: those below
  /// the ones that are `checked`, or all if none is.
  int lay_out_own_headers(const std::vector<const Exercise*>& checked) const;
  /// Runs the exercise's test, shows what it wrote, and keeps its recorded run.
  Task<int> run(const Exercise& exercise);

  const Course& course() const { return course_; }
  Progress& progress() { return progress_; }
  /// The one that `check`, `hint` and the others mean when none is named. Errors: Refused if all are done.
  const Exercise& current();

  /// Where its starter is kept as it was, if that is known, and that text. Errors: Refused, if it is not.
  std::filesystem::path kept_starter(const Exercise& exercise) const;
  std::string given_starter(const Exercise& exercise) const;

  /// Builds what tests of such exercises stand on, once.
  Task<> need_parts(Variant variant, const Exercise& exercise);

  /// In the plain build, then under the sanitizers until one fails; what comes of each is told at once.
  /// `again`: it is run, also if nothing has changed.
  Task<Verdict> check_one(const Exercise& exercise, bool again);

 private:
  struct How {
    bool json = false;
    bool own = false;
    bool alone = false;  // nobody else is checked meanwhile
    bool again = false;
  };
  struct Checked {
    Verdict verdict = {};
    std::map<std::string, double> seconds = {};  // from the beginning to the verdict of each build
    std::string not_tried = {};                  // why there is no verdict
  };
  struct Queue;
  Task<Checked> try_in_all_builds(const Exercise& exercise, How how, std::ostream& out);
  Task<> ask_why(Trial trial, How how, std::ostream& out, Checked& checked);
  void tell_of(const Trial& trial, const Verdict& verdict, std::ostream& out) const;
  Task<> build_ahead(Trial trial);
  void announce(std::ostream& out, Variant variant) const;
  void note(const Exercise& exercise, const Verdict& verdict);
  Task<> work(Queue& queue);
  Task<> work_all(Queue& queue, std::size_t at_once);
  bool parts_stand(Variant variant) const;
  std::vector<const Exercise*> own_of(const Exercise& exercise) const;
  void tell_next();

  Poller& poller_;
  Course course_;
  const Presets presets_;
  Progress progress_;
  Workshop workshop_;
  Paint paint_;
  std::set<std::string> parts_;  // that are known to be built
};

}  // namespace unroll::course
