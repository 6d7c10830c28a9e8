#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "rule.hpp"

namespace unroll::rules {
namespace {

constexpr std::array allowed{"chapters",       "exercises", "solutions",         "tests", "docs", "README.md",
                             "CMakeLists.txt", "LICENSE",   "CMakePresets.json", "unroll"};

}  // namespace

/// The top level is a table of contents: what the map names, and nothing else.
Findings top_level(const Tree& tree) {
  Findings findings;
  std::set<std::string> names;
  for (const std::string& path : tree.files()) names.insert(path.substr(0, path.find('/')));
  for (const std::string& name : names) {
    if (!name.starts_with('.') && std::find(allowed.begin(), allowed.end(), name) == allowed.end())
      findings.push_back({name, 0, "is not one of the things that stand at the top level"});
  }
  return findings;
}

}  // namespace unroll::rules
