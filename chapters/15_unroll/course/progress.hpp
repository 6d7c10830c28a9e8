#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "15_unroll/course/exercise.hpp"

namespace unroll::course {

/// How far a student has come. Kept in a file that survives everything, also `./unroll clean`; a damaged one
/// is put aside and said, never thrown away.
class Progress {
 public:
  /// Reads the file, if there is one. `alone`: it is held as long as this lives. Errors: Refused, if it is
  /// held by another then.
  Progress(const Course& course, bool alone);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  bool passed(const Exercise& exercise) const { return passed_.contains(exercise.full_name()); }
  void pass(const Exercise& exercise);
  /// It does not pass any more.
  void fail(const Exercise& exercise);

  /// How many of its hints were given.
  std::size_t hints(const Exercise& exercise) const;
  /// One more, if there are more: how many that makes.
  std::size_t give_hint(const Exercise& exercise);

  /// The verdict that a check ended with last, and the test that failed: hints are chosen by it.
  std::string last(const Exercise& exercise) const;
  void remember(const Exercise& exercise, const std::string& what);

  /// The first in the course's order that is not done; null if all are.
  const Exercise* next() const;
  std::size_t count() const;
  /// Of those that are done.
  int points() const;

  void forget(const Exercise& exercise);

 private:
  // Others may have given hints meanwhile: each change begins with what the file says now, and nobody else
  // writes until it is written.
  void load();
  void save() const;

  const Course& course_;
  std::filesystem::path file_;
  int lock_ = -1;
  std::set<std::string> passed_;
  std::map<std::string, std::size_t> hints_;
  std::map<std::string, std::string> last_;
};

}  // namespace unroll::course
