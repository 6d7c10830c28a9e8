#include <algorithm>
#include <array>

#include "rule.hpp"

namespace unroll::rules {
namespace {

constexpr std::array allowed{"chapters",       "exercises", "solutions",         "tests", "docs", "README.md",
                             "CMakeLists.txt", "LICENSE",   "CMakePresets.json", "unroll"};

}  // namespace

/// The top level is a table of contents: what the map names, and nothing else.
Findings top_level(const Tree& tree) {
  Findings findings;
  for (const auto& entry : std::filesystem::directory_iterator(tree.root())) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.') || name == "compile_commands.json" || is_build_folder(entry.path())) continue;
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end())
      findings.push_back({name, 0, "is not one of the things that stand at the top level"});
  }
  return findings;
}

}  // namespace unroll::rules
