#include "15_unroll/ladder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

Lines lines_of(const fs::path& file) {
  errno = 0;
  std::ifstream in(file);
  Lines lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  if (!in.eof())
    throw Refused("cannot read " + file.string() + (errno == 0 ? "" : ": ") +
                  (errno == 0 ? "" : std::strerror(errno)));
  return lines;
}

std::size_t count_code(const Lines& lines) {
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
    const auto first = line.find_first_not_of(" \t\r");
    return first != std::string::npos && line.compare(first, 2, "//") != 0;
  }));
}

Ladder::Ladder(fs::path root) : root_(std::move(root)) {
  if (!fs::is_directory(root_ / "chapters" / rungs.front()))
    throw Refused(root_.string() + " is not the folder of the course: it has no chapters/" + rungs.front());
}

std::string Ladder::rung(const std::string& word) {
  std::string names;
  for (const std::string name : rungs) {
    const std::string digits = number(name);
    if (word == name || word == digits || '0' + word == digits) return name;
    names += ' ' + name;
  }
  throw Refused("there is no rung '" + word + "'. There are:" + names);
}

std::string Ladder::idea(const std::string& rung) const {
  const std::string opening = "**Adds one idea:** ";
  for (const std::string& line : lines_of(root_ / "chapters" / rung / "README.md")) {
    if (!line.starts_with(opening)) continue;
    const std::string idea = line.substr(opening.size());
    return idea.ends_with('.') ? idea.substr(0, idea.size() - 1) : idea;
  }
  return {};
}

std::vector<fs::path> Ladder::headers(const std::string& rung) const {
  std::vector<fs::path> headers;
  for (const auto& entry : fs::directory_iterator(root_ / "chapters" / rung)) {
    if (entry.path().extension() == ".hpp") headers.push_back(fs::path(rung) / entry.path().filename());
  }
  std::sort(headers.begin(), headers.end());
  return headers;
}

fs::path Ladder::source(const std::string& rung, const std::string& program) const {
  return root_ / "chapters" / rung / (program + ".cpp");
}

bool Ladder::says(const std::string& rung, const std::string& program) const {
  return fs::exists(source(rung, program));
}

}  // namespace unroll::course
