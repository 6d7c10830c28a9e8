#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace unroll::course {

/// Which texts are starters just as the course has given them out, so that nobody takes a student's work for
/// one: a line each, a fingerprint and a name, in exercises/starters.txt. An export writes that file, an
/// update adds to it; a repository in which the course is written has none. Errors: Refused.
class Origins {
 public:
  /// `root`: of a copy of the course.
  explicit Origins(std::filesystem::path root);

  /// Whether it is known what was given out as this exercise; `header` as Exercise::header.
  bool know(const std::filesystem::path& header) const { return given_.contains(header.string()); }
  bool has(const std::filesystem::path& header, const std::string& text) const;

  void add(const std::filesystem::path& header, const std::string& text);
  void add(const Origins& others);
  void save() const;

  static std::filesystem::path file() { return std::filesystem::path("exercises") / "starters.txt"; }

 private:
  std::filesystem::path root_;
  std::map<std::string, std::set<std::string>> given_;  // fingerprints, by header
};

}  // namespace unroll::course
