#pragma once

#include <filesystem>
#include <map>
#include <sstream>
#include <string>

#include "15_unroll/course/exercise.hpp"
#include "15_unroll/course/fingerprint.hpp"

namespace unroll::course {

/// What each file was like when it came.
class Notes {
 public:
  explicit Notes(const Course& course) : file_(course.root() / ".unroll" / "course" / "course.txt") {
    if (!std::filesystem::exists(file_)) return;
    std::istringstream lines(text_of(file_));
    for (std::string line; std::getline(lines, line);) {
      const std::size_t space = line.find(' ');
      if (space != std::string::npos) prints_[line.substr(space + 1)] = line.substr(0, space);
    }
  }
  bool empty() const { return prints_.empty(); }
  void note(const std::filesystem::path& file, const std::string& text) {
    prints_[file.string()] = fingerprint(text);
  }
  bool is_as_it_came(const std::filesystem::path& file, const std::string& text) const {
    const auto found = prints_.find(file.string());
    return found != prints_.end() && found->second == fingerprint(text);
  }
  void save() const {
    std::string all;
    for (const auto& [file, print] : prints_) all += print + " " + file + "\n";
    write_file(file_, all);
  }

 private:
  std::filesystem::path file_;
  std::map<std::string, std::string> prints_;
};

}  // namespace unroll::course
