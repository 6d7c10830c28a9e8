#include "tree.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <utility>

namespace unroll::rules {

namespace fs = std::filesystem;

namespace {

/// What git keeps; nothing if `root` is no repository or git does not answer.
std::vector<std::string> tracked_files(const fs::path& root) {
  std::vector<std::string> files;
  if (!fs::exists(root / ".git")) return files;
  const std::string command = "git -C '" + root.string() + "' ls-files -z 2>/dev/null";
  const auto close = [](std::FILE* pipe) { pclose(pipe); };
  const std::unique_ptr<std::FILE, decltype(close)> pipe(popen(command.c_str(), "r"), close);
  if (pipe == nullptr) return files;
  std::string name;
  for (int letter = 0; (letter = std::fgetc(pipe.get())) != EOF;) {
    if (letter != 0)
      name += static_cast<char>(letter);
    else if (const std::string file = std::exchange(name, {}); fs::is_regular_file(root / file))
      files.push_back(file);
  }
  return files;
}

std::vector<std::string> files_below(const fs::path& root) {
  std::vector<std::string> files;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::recursive_directory_iterator(); ++at) {
    const std::string name = at->path().filename().string();
    if (at->is_symlink()) continue;  // compile_commands.json leads into a build folder; git keeps none
    if (!at->is_directory())
      files.push_back(at->path().lexically_relative(root).generic_string());
    else if (name.starts_with('.') || name == "__pycache__" || name == "node_modules" ||
             fs::exists(at->path() / "CMakeCache.txt"))
      at.disable_recursion_pending();
  }
  return files;
}

}  // namespace

Tree::Tree(fs::path root) : root_(std::move(root)) {
  if (!fs::is_directory(root_)) throw std::runtime_error("no such folder: " + root_.string());
  files_ = tracked_files(root_);
  if (files_.empty()) files_ = files_below(root_);
  std::erase_if(files_, [](const std::string& path) { return path.starts_with("tests/rules/broken/"); });
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
