#pragma once

#include <cstddef>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "09_writer/out_file.hpp"

namespace unroll {

/// The lines of each source, by its name. Each begins with the name of its source and a space. (All of the
/// name: "file1" is also the beginning of "file10".)
using Sources = std::map<std::string, std::vector<std::string>>;

/// What is wrong with a merge; empty if it has all lines of all sources and nothing else, each whole, those
/// of each source in their order.
inline std::string wrong_with_merge(const Sources& sources, const std::string& merged) {
  std::map<std::string, std::size_t> seen;
  std::istringstream lines(merged);
  for (std::string line; std::getline(lines, line);) {
    if (lines.eof()) return "the last line has no end: " + line;
    const std::string name = line.substr(0, line.find(' '));
    const auto source = sources.find(name);
    if (source == sources.end()) return "a line of nobody: " + line;
    const std::size_t next = seen[name]++;
    if (next >= source->second.size()) return "a line too many: " + line;
    if (source->second[next] != line)
      return "\"" + line + "\" where \"" + source->second[next] + "\" should be";
  }
  for (const auto& [name, all] : sources) {
    if (seen[name] != all.size()) return name + " ends before \"" + all[seen[name]] + "\"";
  }
  return {};
}

/// A source as it is written: piece by piece, and a piece may end in the midst of a line.
class Growth {
 public:
  /// Makes the file, or empties it, and writes nothing yet. `lines` are without their newlines; the dot at
  /// the end comes by itself. Errors: as OutFile.
  Growth(const std::string& path, const std::vector<std::string>& lines) : file_(path) {
    for (const std::string& line : lines) left_ += line + "\n";
    left_ += ".\n";
  }

  /// All is written, the dot too.
  bool done() const { return left_.empty(); }

  /// Writes the next `bytes` bytes, or what is left.
  void grow(std::size_t bytes) {
    const std::string piece = left_.substr(0, bytes);
    left_.erase(0, bytes);
    file_.write_all(piece);
  }

 private:
  OutFile file_;
  std::string left_;
};

}  // namespace unroll
