#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace unroll::course {

using Lines = std::vector<std::string>;

/// The lines of a file. Errors: Refused, if it cannot be read.
Lines lines_of(const std::filesystem::path& file);

/// How many of the lines are neither blank nor comment.
std::size_t count_code(const Lines& lines);

/// The chapters that a student climbs, as they stand in the folder of the course.
class Ladder {
 public:
  static constexpr std::array rungs{"01_queue", "02_callbacks", "03_futures", "04_coroutines", "05_scopes"};
  /// What is written on every rung that can say it.
  static constexpr std::array programs{"hello_world", "save_value", "three_jobs", "failing_sibling"};

  /// `root` is the folder of the course. Errors: Refused, if it is not.
  explicit Ladder(std::filesystem::path root);

  const std::filesystem::path& root() const { return root_; }
  /// The chapter that is called so: 3, 03 or 03_futures. Errors: Refused, if there is none.
  static std::string rung(const std::string& word);
  /// `03` of `03_futures`.
  static std::string number(const std::string& rung) { return rung.substr(0, rung.find('_')); }
  /// The one idea that it adds, as its README says.
  std::string idea(const std::string& rung) const;
  /// Its headers, by name; relative to the folder `chapters`.
  std::vector<std::filesystem::path> headers(const std::string& rung) const;
  /// `chapters/03_futures/save_value.cpp`, wherever the course is.
  std::filesystem::path source(const std::string& rung, const std::string& program) const;
  bool says(const std::string& rung, const std::string& program) const;

 private:
  std::filesystem::path root_;
};

}  // namespace unroll::course
