#include "words.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace unroll::view {
namespace {

constexpr std::int64_t end_of_time = 9'000'000'000'000'000;  // nanoseconds of 64 bits end soon after it

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

/// Where the character begins that stands behind so many columns.
std::size_t end_of_column(std::string_view text, std::size_t column) {
  std::size_t end = 0;
  for (std::size_t seen = 0; end != text.size(); ++end) {
    if (begins_character(text[end]) && seen++ == column) break;
  }
  return end;
}

std::string in_unit(std::int64_t microseconds, std::int64_t unit, const char* name) {
  const std::int64_t tenths = microseconds / (unit / 1000) % 1000;
  std::string fraction = std::to_string(1000 + std::abs(tenths)).substr(1);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  const std::string sign = microseconds < 0 ? "-" : "";
  return sign + std::to_string(std::abs(microseconds / unit)) +
         (fraction.empty() ? fraction : std::string(".") + fraction) + name;
}

std::string escaped(unsigned char c) {
  constexpr char digits[] = "0123456789abcdef";
  return {'\\', 'x', digits[c >> 4], digits[c & 15]};
}

}  // namespace

std::string time_text(std::int64_t microseconds) {
  if (microseconds >= end_of_time || microseconds <= -end_of_time) return "the end of time";
  if (microseconds == 0) return "0 ms";
  if (std::abs(microseconds) < 1000) return std::to_string(microseconds) + " µs";
  if (std::abs(microseconds) < 1000000) return in_unit(microseconds, 1000, " ms");
  return in_unit(microseconds, 1000000, " s");
}

std::string count_text(std::size_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string harmless(std::string_view text) {
  std::string clean;
  for (std::size_t i = 0; i != text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool second = i + 1 != text.size();
    if (c == '\t') {
      clean += ' ';
    } else if (c < 0x20 || c == 0x7F) {
      clean += escaped(c);
    } else if (c == 0xC2 && second && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      clean += escaped(static_cast<unsigned char>(text[++i]));  // the control characters of Latin 1
    } else if (c == 0xEF && text.substr(i, 2) == "\xEF\xBF" && i + 2 < text.size() &&
               static_cast<unsigned char>(text[i + 2]) >= 0xBE) {
      clean += "\xEF\xBF\xBD";  // U+FFFE and U+FFFF are no characters
      i += 2;
    } else {
      clean += text[i];
    }
  }
  return clean;
}

std::string shortened(std::string_view text, std::size_t most) {
  if (width(text) <= most) return std::string(text);
  std::size_t end = 0;
  for (std::size_t seen = 0; end != text.size(); ++end) {
    if (begins_character(text[end]) && ++seen == most) break;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::size_t columns_of_output() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const char* const columns = std::getenv("COLUMNS");
  const std::string asked = columns == nullptr ? "" : columns;
  const bool number = !asked.empty() && asked.size() < 4 &&
                      std::all_of(asked.begin(), asked.end(), [](char c) { return c >= '0' && c <= '9'; });
  return number && std::stoul(asked) >= 20 ? std::stoul(asked) : 80;
}

std::vector<std::string> wrapped(std::string text, std::size_t columns) {
  std::vector<std::string> lines;
  while (width(text) > columns) {
    std::size_t space = text.rfind(' ', end_of_column(text, columns));
    if (space == std::string::npos || space < text.find_first_not_of(' '))
      space = text.find(' ', end_of_column(text, columns));
    if (space == std::string::npos) break;
    lines.push_back(text.substr(0, space));
    text.erase(0, space + 1);
  }
  lines.push_back(text);
  return lines;
}

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string padded(std::string text, std::size_t to) {
  const std::size_t now = width(text);
  return now < to ? text.append(to - now, ' ') : text;
}

std::string right(std::string text, std::size_t to) {
  const std::size_t now = width(text);
  return now < to ? text.insert(0, to - now, ' ') : text;
}

}  // namespace unroll::view
