#include "agree.hpp"

#include <cctype>
#include <sstream>
#include <vector>

namespace unroll::rules {
namespace {

constexpr std::string_view dots = "…";

bool digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::size_t number_at(std::string_view text) {
  std::size_t size = 0;
  while (size != text.size() && (digit(text[size]) || (size != 0 && text[size] == '.'))) ++size;
  return size;
}

bool same(std::string_view written, std::string_view shown, bool numbers_aside) {
  while (!shown.empty()) {
    if (shown.starts_with(dots)) {
      shown.remove_prefix(dots.size());
      for (; !same(written, shown, numbers_aside); written.remove_prefix(1)) {
        if (written.empty()) return false;
      }
      return true;
    }
    if (written.empty()) return false;
    const bool numbers = numbers_aside && digit(shown[0]) && digit(written[0]);
    if (!numbers && shown[0] != written[0]) return false;
    shown.remove_prefix(numbers ? number_at(shown) : 1);
    written.remove_prefix(numbers ? number_at(written) : 1);
  }
  return written.empty();
}

/// A path ends as it is shown, whatever folder is before it and column behind it (`lost.cpp:7` in
/// `/a/lost.cpp:7:3`); a function may be without what it takes; and before a sanitizer's `ERROR:` stands the
/// number of the process.
bool same_word(std::string_view written, std::string_view shown, bool numbers_aside) {
  if (same(written, shown, numbers_aside)) return true;
  const auto at = written.find(shown);
  if (at == std::string_view::npos) return false;
  const std::string_view behind = written.substr(at + shown.size());
  if (at == 0) return behind.starts_with('(');
  return (written[at - 1] == '/' || written.substr(0, at).ends_with("==")) &&
         (behind.empty() || behind.starts_with(':'));
}

bool words_in(const std::string& written, const std::string& shown, bool numbers_aside) {
  std::istringstream all(written);
  std::istringstream some(shown);
  for (std::string word, next; some >> word;) {
    do {
      if (!(all >> next)) return false;
    } while (!same_word(next, word, numbers_aside));
  }
  return true;
}

bool one_agrees(const std::string& written, const std::string& shown, Closely closely) {
  return closely.in_parts ? words_in(written, shown, closely.numbers_aside)
                          : same(trim(written), trim(shown), closely.numbers_aside);
}

bool is_dots(const std::string& line) { return trim(line) == dots; }

bool agrees_from(const Lines& written, std::size_t w, const Lines& shown, std::size_t s, Closely closely) {
  for (; s != shown.size(); ++s, ++w) {
    if (is_dots(shown[s])) {
      for (std::size_t next = w; next <= written.size(); ++next) {
        if (agrees_from(written, next, shown, s + 1, closely)) return true;
      }
      return false;
    }
    if (w == written.size() || !one_agrees(written[w], shown[s], closely)) return false;
  }
  return w == written.size();
}

}  // namespace

bool agrees(const Lines& written, const Lines& shown, Closely closely) {
  if (!closely.in_parts) return agrees_from(written, 0, shown, 0, closely);
  Lines apart{std::string(dots)};  // between parts of lines there may be whole ones
  for (const std::string& line : shown) apart.insert(apart.end(), {line, std::string(dots)});
  return agrees_from(written, 0, apart, 0, closely);
}

Difference first_difference(const Lines& written, const Lines& shown, Closely closely) {
  Lines begin;
  bool left_out = closely.in_parts;
  for (std::size_t at = 0; at != shown.size(); ++at) {
    begin.push_back(shown[at]);
    begin.emplace_back(dots);
    if (!agrees(written, begin, closely))
      return {at, left_out ? "" : at < written.size() ? written[at] : "(nothing more)"};
    begin.pop_back();
    left_out = left_out || is_dots(shown[at]);
  }
  return {shown.size(), left_out || shown.size() >= written.size() ? "" : written[shown.size()]};
}

}  // namespace unroll::rules
