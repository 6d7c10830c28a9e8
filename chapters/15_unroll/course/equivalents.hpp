#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "15_unroll/course/mutants.hpp"

namespace unroll::course {

/// A mutant that changes nothing which a test could see, and why. It has no number of a line: lines move.
struct Equivalent {
  std::string exercise;  ///< without its chapter
  std::string kind;
  std::string before;
  std::string after;
  std::string reason;
  std::size_t line;    ///< of the file that says so
  bool taken = false;  ///< it explains a mutant that there is
};

/// Those of a chapter: the file equivalent.txt beside its tests. Each explains one mutant; where two are
/// alike, two are named.
///
///     semaphore drop-statement
///     - waiters_.clear();
///     +
///     = The vector dies in the next line.
class Equivalents {
 public:
  /// No file is the same as an empty one. Errors: Refused, with the line.
  explicit Equivalents(std::filesystem::path file);

  /// What is said of this mutant; null if nothing is. What was taken once is not found again.
  const Equivalent* take(const std::string& exercise, const Mutant& mutant);

  const std::vector<Equivalent>& all() const { return all_; }
  const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
  std::vector<Equivalent> all_;
};

}  // namespace unroll::course
