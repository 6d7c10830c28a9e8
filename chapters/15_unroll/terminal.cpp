#include "15_unroll/terminal.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>
#include <string_view>
#include <utility>

namespace unroll::course {
namespace {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

/// Where the character begins that stands behind so many columns.
std::size_t end_of_column(const std::string& text, std::size_t column) {
  std::size_t end = 0;
  for (std::size_t seen = 0; end != text.size(); ++end) {
    if (begins_character(text[end]) && seen++ == column) break;
  }
  return end;
}

}  // namespace

Paint paint_of_output() {
  const std::string terminal = environment("TERM");
  if (isatty(STDOUT_FILENO) == 0 || !environment("NO_COLOR").empty()) return {};
  if (terminal.empty() || terminal == "dumb") return {};
  return {"\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[0m"};
}

std::string drawn(std::string picture) {
  if (environment("TERM") != "dumb") return picture;
  constexpr std::array<std::pair<const char*, const char*>, 6> letters{
      {{"│", "|"}, {"├", "|"}, {"└", "`"}, {"─", "-"}, {"●", "*"}, {"○", "o"}}};
  for (const auto& [line, letter] : letters) {
    for (std::size_t at = 0; (at = picture.find(line, at)) != std::string::npos;)
      picture.replace(at, std::string_view(line).size(), letter);
  }
  return picture;
}

std::string folded(const std::string& text) {
  const std::size_t columns = std::min<std::size_t>(columns_of_output(), 100);
  std::string all;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    for (const std::string& part : wrapped(line.substr(indent), columns - std::min(indent, columns / 2)))
      all += line.substr(0, indent) + part + "\n";
  }
  return all;
}

std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string fitted(const std::string& text, std::size_t width) {
  const std::size_t now = width_of(text);
  return now <= width ? text + std::string(width - now, ' ') : text.substr(0, end_of_column(text, width));
}

}  // namespace unroll::course
