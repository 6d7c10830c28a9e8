#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "06_io/process.hpp"
#include "15_unroll/course/exercise.hpp"

namespace unroll::course {

/// What each file was like when it came.
class Notes {
 public:
  explicit Notes(const Course& course);

  bool empty() const { return prints_.empty(); }
  void note(const std::filesystem::path& file, const std::string& text);
  bool knows(const std::filesystem::path& file) const;
  bool is_as_it_came(const std::filesystem::path& file, const std::string& text) const;
  void save() const;

 private:
  std::filesystem::path file_;
  std::map<std::string, std::string> prints_;
};

/// Files that git neither knows nor is told to ignore, with '\0' between them; empty if there is no git.
Task<std::string> untracked(Poller& poller, std::filesystem::path root);

/// All files of a copy of the course, relative to it; of a repository also those that are not committed yet,
/// but none that it ignores. Not what is made here: builds, runs, the repository itself, and starters that an
/// update has laid beside others.
Task<std::vector<std::filesystem::path>> files_of(Poller& poller, std::filesystem::path root);

/// Notes once what each file of the course is like, so that an update knows later what was changed here.
/// Where there is a repository and no git that can be used, nothing is noted.
Task<> note_course(Poller& poller, const Course& course);

}  // namespace unroll::course
