#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace unroll::course {

/// Which texts are just as the course has given them out, so that nobody takes a student's work for one: a
/// line each, a fingerprint and a name, in exercises/starters.txt. Starters are named as Exercise::header, all
/// other files from the folder of the course on. An export writes that file, an update adds to it; it goes
/// wherever the course is cloned. A repository in which the course is written has none. Errors: Refused.
class Origins {
 public:
  /// `root`: of a copy of the course.
  explicit Origins(std::filesystem::path root);

  /// Whether it is known what was given out under this name.
  bool know(const std::filesystem::path& name) const { return given_.contains(name.string()); }
  bool know_any() const { return !given_.empty(); }
  bool has(const std::filesystem::path& name, const std::string& text) const;

  void add(const std::filesystem::path& name, const std::string& text);
  void add(const Origins& others);
  /// Nothing, if nothing is known.
  void save() const;

  /// Of a file of the course.
  static std::filesystem::path name_of(const std::filesystem::path& file) {
    return is_starter(file) ? file.lexically_relative("exercises") : file;
  }
  static bool is_starter(const std::filesystem::path& file) {
    return file.begin()->string() == "exercises" && file.extension() == ".hpp";
  }
  static std::filesystem::path file() { return std::filesystem::path("exercises") / "starters.txt"; }

 private:
  std::filesystem::path root_;
  std::map<std::string, std::set<std::string>> given_;  // fingerprints, by name
};

}  // namespace unroll::course
