#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace unroll::rules {

using Lines = std::vector<std::string>;

/// The files of a repository as its rules see them: what git keeps, or, where there is no git, all but dot
/// folders and build folders. So what a student writes beside them is the student's. The broken trees that
/// the tests of these rules keep are not among them.
class Tree {
 public:
  explicit Tree(std::filesystem::path root);

  /// Relative to the root, with forward slashes, sorted.
  const std::vector<std::string>& files() const { return files_; }
  bool has_file(std::string_view path) const;
  bool has_folder(std::string_view path) const;
  Lines read(std::string_view path) const;
  const std::filesystem::path& root() const { return root_; }

 private:
  std::filesystem::path root_;
  std::vector<std::string> files_;
};

std::string_view trim(std::string_view text);

/// The lines without the indentation that all of them share, and without blanks at their ends.
Lines dedent(Lines lines);

}  // namespace unroll::rules
