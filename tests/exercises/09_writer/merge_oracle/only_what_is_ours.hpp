// Wrong: each source is looked for, and whatever else is there is not looked at.
// Caught by: MergeOracle.RefusesALineOfNobody (wrong value)
#pragma once

// Some files were merged into one. Is it right? The test of a well-known book says no as soon as there are
// eleven files, of a merge that is right; others say yes to almost anything. Write one that can be trusted:
// it is shown right merges, and broken ones.
//
// Contract
// - `wrong_with` brings nothing for a merge that is right: all lines of all sources are there, each whole and
//   with its newline, nothing else is there, and the lines of each source stand in their order. How those of
//   different sources are mixed is free.
// - Of any other it brings what is wrong, in words.
// - Each line of a source begins with the name of that source and a space. A name has no space in it, and may
//   be the beginning of another: "file1" and "file10". A source may have the same line twice, or none.

#include <cstddef>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace unroll {

/// The lines of each source, without their newlines, by its name.
using Sources = std::map<std::string, std::vector<std::string>>;

inline std::string wrong_with(const Sources& sources, const std::string& merged) {
  std::map<std::string, std::size_t> seen;
  std::istringstream lines(merged);
  for (std::string line; std::getline(lines, line);) {
    if (lines.eof()) return "the last line has no end: " + line;
    const auto source = sources.find(line.substr(0, line.find(' ')));
    if (source == sources.end()) continue;
    const std::size_t next = seen[source->first]++;
    if (next >= source->second.size()) return "a line too many: " + line;
    if (source->second[next] != line)
      return "\"" + line + "\" stands where \"" + source->second[next] + "\" should";
  }
  for (const auto& [name, all] : sources) {
    if (seen[name] != all.size()) return name + " ends before \"" + all[seen[name]] + "\"";
  }
  return {};
}

}  // namespace unroll
