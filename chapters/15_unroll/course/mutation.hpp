#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <list>
#include <map>
#include <string>
#include <vector>

#include "15_unroll/course/equivalents.hpp"
#include "15_unroll/course/ledger.hpp"
#include "15_unroll/course/mutants.hpp"
#include "15_unroll/course/verify.hpp"
#include "15_unroll/course/workshop.hpp"

namespace unroll::course {

struct MutationOptions {
  std::size_t most = 0;  ///< mutants of each exercise; 0: all of them
  std::size_t at_once = 2;
  bool plain = false;      ///< without sanitizers
  bool survivors = false;  ///< only those that survived the last time
};

/// What became of a mutant.
struct Fate {
  const Exercise* exercise = nullptr;
  Mutant mutant;
  const Equivalent* equivalent = nullptr;  ///< if it is named as one
  std::string verdict{};    ///< `passed`, or what has caught it: `wrong value in Loop.RunsAJob`
  std::string not_tried{};  ///< why there is no verdict; empty if there is one

  std::string word() const { return verdict.substr(0, verdict.find(" in ")); }
  bool compiles() const { return verdict != "compile error"; }
  bool survives() const { return verdict == "passed"; }
};

/// Tries the tests of exercises against mistakes that nobody has thought of: mutants of the solutions. What
/// survives is a promise that no test keeps, or changes nothing.
class Mutation {
 public:
  Mutation(Poller& poller, const Course& course, const Presets& presets, MutationOptions options)
      : poller_(poller),
        course_(course),
        options_(options),
        workshop_(poller, course, presets,
                  Bounds{.time = std::chrono::seconds(20), .processor_seconds = 3}.of_this_machine()) {}

  /// Needs: this outlives the await. Errors: Refused, if a solution does not pass its own test.
  Task<> run(std::vector<const Exercise*> exercises);

  const std::list<Fate>& fates() const { return fates_; }
  /// What equivalent.txt says and is not so.
  const std::vector<Check>& stale() const { return stale_; }

 private:
  /// Of one exercise, as long as its mutants are tried.
  struct Ground {
    std::uint64_t print;  // of the program that the solution is
    Ledger ledger;
  };

  std::filesystem::path folder(const Exercise& exercise) const;
  std::filesystem::path header(const Fate& fate) const;
  Task<> all_at_once(Task<> (Mutation::*worker)());
  Task<> prepare();
  void choose(const Exercise& exercise);
  bool survived(const Exercise& exercise, const Mutant& mutant) const;
  Equivalents& equivalents(const Exercise& exercise);
  Task<> work();
  Task<> decide(Fate& fate);
  Task<> try_in_builds(Fate& fate);
  Task<std::string> try_one(const Fate& fate, Variant variant);
  void show(const std::string& what);
  void find_stale();
  void add_stale(const Exercise& exercise, const Equivalent& one, const std::string& what);

  Poller& poller_;
  const Course& course_;
  MutationOptions options_;
  Workshop workshop_;
  std::vector<const Exercise*> exercises_;
  std::map<const Exercise*, Ground> grounds_;
  std::map<std::string, Equivalents> equivalents_;  // of a chapter
  std::list<Fate> fates_;                           // they stay where they are
  std::list<Fate>::iterator next_;                  // to be tried
  std::size_t prepared_ = 0;
  std::size_t done_ = 0;
  std::vector<Check> stale_;
};

/// Each survivor that nobody has explained, what is stale, and the figures.
void tell(std::ostream& out, const Mutation& mutation);
/// The same for the reports: what is wrong is a check that does not hold.
std::vector<Check> checks_of(const Mutation& mutation);

}  // namespace unroll::course
