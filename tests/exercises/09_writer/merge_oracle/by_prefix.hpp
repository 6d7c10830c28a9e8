// Wrong: a line belongs to each source with whose name it begins: file10 to file1.
// Caught by: MergeOracle.ANameMayBeTheBeginningOfAnother (wrong value)
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

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace unroll {

/// The lines of each source, without their newlines, by its name.
using Sources = std::map<std::string, std::vector<std::string>>;

inline std::string wrong_with(const Sources& sources, const std::string& merged) {
  std::vector<std::string> found;
  std::istringstream lines(merged);
  for (std::string line; std::getline(lines, line);) found.push_back(line);
  std::size_t all_of_them = 0;
  for (const auto& [name, all] : sources) {
    std::vector<std::string> of_this;
    for (const std::string& line : found) {
      if (line.starts_with(name)) of_this.push_back(line);
    }
    if (of_this != all) return "other lines of " + name;
    all_of_them += all.size();
  }
  if (!merged.empty() && merged.back() != '\n') return "the last line has no end";
  return found.size() == all_of_them ? "" : "lines of nobody";
}

}  // namespace unroll
