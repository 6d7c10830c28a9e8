// Wrong: each line is there as often as it should be, and those that are there for the first time stand in their order.
// Caught by: MergeOracle.ALineThatIsThereTwiceHasTwoPlaces (wrong value)
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
#include <cstddef>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace unroll {

/// The lines of each source, without their newlines, by its name.
using Sources = std::map<std::string, std::vector<std::string>>;

/// Each line once, where it stands first.
inline std::vector<std::string> firsts(const std::vector<std::string>& lines) {
  std::vector<std::string> all;
  for (const std::string& line : lines) {
    if (std::find(all.begin(), all.end(), line) == all.end()) all.push_back(line);
  }
  return all;
}

inline std::string wrong_with(const Sources& sources, const std::string& merged) {
  std::map<std::string, std::vector<std::string>> seen;
  std::istringstream lines(merged);
  for (std::string line; std::getline(lines, line);) {
    if (lines.eof()) return "the last line has no end: " + line;
    const auto source = sources.find(line.substr(0, line.find(' ')));
    if (source == sources.end()) return "a line of nobody: " + line;
    seen[source->first].push_back(line);
  }
  for (const auto& [name, all] : sources) {
    const std::vector<std::string>& there = seen[name];
    for (const std::vector<std::string>& lines_of : {all, there}) {
      for (const std::string& line : lines_of) {
        if (std::count(all.begin(), all.end(), line) != std::count(there.begin(), there.end(), line))
          return "\"" + line + "\" is not there as often as it should be";
      }
    }
    if (firsts(all) != firsts(there)) return "the lines of " + name + " stand in another order";
  }
  return {};
}

}  // namespace unroll
