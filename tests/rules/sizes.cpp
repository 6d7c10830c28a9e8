#include <algorithm>
#include <map>
#include <sstream>

#include "rule.hpp"

namespace unroll::rules {
namespace {

struct Allowed {
  std::size_t line;
  std::size_t limit;
  std::string reason;
};

/// Lines that a reader has to think about: not blank, not only a comment.
std::size_t lines_of_code(const Lines& lines) {
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
    const std::string_view text = trim(line);
    return !text.empty() && !text.starts_with("//") && !text.starts_with('#');
  }));
}

std::size_t limit_for(std::string_view path) {
  const bool header = path.ends_with(".hpp");
  const bool source = path.ends_with(".cpp");
  if (path.starts_with("chapters/15_unroll/") && (source || path.ends_with(".sh"))) return 200;
  if (path.starts_with("chapters/") && header) return 150;
  if (path.starts_with("chapters/") && path.ends_with("/demo.cpp")) return 40;
  if (path.starts_with("chapters/") && source) return 200;
  if (path.starts_with("tests/") && (header || source)) return 200;
  return 0;
}

constexpr const char* allowed_path = "tests/rules/sizes_allowed.txt";

/// One line an exception: path, lines, reason.
std::map<std::string, Allowed> read_allowed(const Tree& tree) {
  std::map<std::string, Allowed> allowed;
  if (!tree.has_file(allowed_path)) return allowed;
  const Lines lines = tree.read(allowed_path);
  for (std::size_t i = 0; i != lines.size(); ++i) {
    if (trim(lines[i]).empty() || lines[i].starts_with('#')) continue;
    std::istringstream words(lines[i]);
    std::string path;
    Allowed one{i + 1, 0, {}};
    words >> path >> one.limit;
    std::getline(words, one.reason);
    allowed[path] = one;
  }
  return allowed;
}

}  // namespace

/// A file over the size of the house style is split, or the list of exceptions says why not.
Findings sizes(const Tree& tree) {
  Findings findings;
  std::map<std::string, Allowed> allowed = read_allowed(tree);
  for (const std::string& path : tree.files()) {
    const std::size_t limit = limit_for(path);
    if (limit == 0) continue;
    const std::size_t lines = lines_of_code(tree.read(path));
    const auto exception = allowed.find(path);
    const std::size_t most = exception == allowed.end() ? limit : exception->second.limit;
    if (lines > most)
      findings.push_back({path, 0,
                          "has " + std::to_string(lines) + " lines of code, and " + std::to_string(most) +
                              " is the most: split it, or say why in " + allowed_path});
    if (exception == allowed.end()) continue;
    if (lines <= limit)
      findings.push_back({allowed_path, exception->second.line, "is no longer needed: " + path});
    if (trim(exception->second.reason).empty())
      findings.push_back({allowed_path, exception->second.line, "gives no reason: " + path});
    allowed.erase(exception);
  }
  for (const auto& [path, one] : allowed)
    findings.push_back({allowed_path, one.line, "names a file that has no limit: " + path});
  return findings;
}

}  // namespace unroll::rules
