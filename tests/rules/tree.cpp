#include "tree.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace unroll::rules {

namespace fs = std::filesystem;

bool is_build_folder(const fs::path& folder) { return fs::exists(folder / "CMakeCache.txt"); }

Tree::Tree(fs::path root) : root_(std::move(root)) {
  if (!fs::is_directory(root_)) throw std::runtime_error("no such folder: " + root_.string());
  for (auto at = fs::recursive_directory_iterator(root_); at != fs::recursive_directory_iterator(); ++at) {
    const std::string path = at->path().lexically_relative(root_).generic_string();
    const std::string name = at->path().filename().string();
    if (at->is_directory()) {
      if (name.starts_with('.') || name == "__pycache__" || path == "tests/rules/broken" ||
          is_build_folder(at->path()))
        at.disable_recursion_pending();
    } else {
      files_.push_back(path);
    }
  }
  std::sort(files_.begin(), files_.end());
}

bool Tree::has_file(std::string_view path) const {
  return std::binary_search(files_.begin(), files_.end(), std::string(path));
}

bool Tree::has_folder(std::string_view path) const { return fs::is_directory(root_ / path); }

Lines Tree::read(std::string_view path) const {
  std::ifstream file(root_ / path);
  if (!file) throw std::runtime_error("cannot read " + std::string(path));
  Lines lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") + 1 - first);
}

Lines dedent(Lines lines) {
  std::size_t common = std::string::npos;
  for (std::string& line : lines) {
    line.erase(line.find_last_not_of(" \t\r") + 1);
    common = std::min(common, line.find_first_not_of(' '));  // npos for an empty line: no say in it
  }
  for (std::string& line : lines) {
    if (!line.empty()) line.erase(0, common);
  }
  return lines;
}

}  // namespace unroll::rules
