#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "15_unroll/course/workshop.hpp"

namespace unroll::course {

/// One thing that must hold of an exercise, and whether it does.
struct Check {
  const Exercise* exercise = nullptr;
  std::string what;   ///< "solution (plain)", "wrong: newest_first", "contract"
  std::string wrong;  ///< why it does not hold; empty if it does
  double seconds = 0;
};

struct VerifyOptions {
  std::size_t runs = 20;  ///< of each program; all must end alike
  std::size_t at_once = 2;
  bool plain = false;  ///< without sanitizers, and without what only they can see
  bool right = false;  ///< starters and solutions alone, without the wrong solutions
  bool whole = false;  ///< wrong solutions with all tests, not with the one alone that is meant for them
};

/// The proof that the tests of exercises can be trusted: every starter but the first builds and fails, every
/// solution passes, every wrong solution is caught by the test that is meant for it, each time. Programs
/// that were proved before, and have not changed since, are not run again. What cannot be tried is a check
/// that does not hold; the others are tried all the same.
class Verification {
 public:
  Verification(Poller& poller, const Course& course, const Presets& presets, VerifyOptions options)
      : poller_(poller),
        course_(course),
        options_(options),
        workshop_(poller, course, presets, Bounds().of_this_machine()),
        hurried_(poller, course, presets, Bounds{.processor_seconds = 1}.of_this_machine()) {}

  /// Needs: this outlives the await.
  Task<std::vector<Check>> run(std::vector<const Exercise*> exercises);

  /// The same of the programs that show each verdict.
  Task<std::vector<Check>> run_verdicts();

 private:
  struct Case {
    Trial trial;
    std::string what;
    bool passes = false;
    bool fails = false;
    std::string test = {};     // that must fail …
    std::string verdict = {};  // … like this …
    std::string says = {};     // … and say so
  };

  void plan(const Exercise& exercise);
  void plan_wrong(const Exercise& exercise);
  void look_at(const Exercise& exercise);
  void add(const Exercise& exercise, const std::string& what, const std::string& wrong);
  Task<std::vector<Check>> work_all();
  Task<> work();
  Task<std::string> prove(Case one);
  Task<std::string> prove_or_say_why_not(Case one);
  static std::string compare_words(const Case& one, const Verdict& verdict);
  static std::string compare(const Case& one, const Verdict& verdict);

  Poller& poller_;
  const Course& course_;
  VerifyOptions options_;
  Workshop workshop_;
  Workshop hurried_;  // for what never ends: it is ended sooner
  const Exercise verdicts_ = Course::verdicts();
  std::vector<Case> cases_;
  std::size_t next_ = 0;
  std::size_t done_ = 0;
  std::vector<Check> checks_;
};

/// For a browser, and for programs that read test results.
void write_html(const std::filesystem::path& file, const std::vector<Check>& checks);
void write_junit(const std::filesystem::path& file, const std::vector<Check>& checks);
/// A list.
std::string as_json(const std::vector<Check>& checks);

/// Whether a page has such a heading: `chapters/01_queue/README.md#invariants`.
bool has_anchor(const std::filesystem::path& root, const std::string& place);

}  // namespace unroll::course
