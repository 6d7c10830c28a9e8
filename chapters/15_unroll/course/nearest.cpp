#include "15_unroll/course/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <numeric>

namespace unroll::course {

namespace {

/// How many letters are more, less or other (Levenshtein's distance): a row for each beginning of `one`.
std::size_t changes_between(const std::string& one, const std::string& other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char letter : one) {
    std::size_t above_left = row.front()++;
    for (std::size_t i = 0; i != other.size(); ++i) {
      const std::size_t above = row[i + 1];
      row[i + 1] = std::min({above_left + (letter == other[i] ? 0 : 1), above + 1, row[i] + 1});
      above_left = above;
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(const std::string& word, const std::vector<std::string>& words) {
  std::string found;
  std::size_t fewest = word.size() / 3 + 1;
  for (const std::string& one : words) {
    const std::size_t changes = changes_between(word, one);
    if (changes >= fewest) continue;
    fewest = changes;
    found = one;
  }
  return found;
}

std::string guess(const std::string& word, const std::vector<Exercise>& exercises) {
  std::vector<std::string> names;
  for (const Exercise& one : exercises) names.insert(names.end(), {one.name, one.full_name(), one.chapter});
  std::string meant = nearest(word, names);
  if (meant.empty()) meant = nearest(std::filesystem::path(word).stem().string(), names);
  return meant.empty() ? "" : "Is it " + meant + "? ";
}

}  // namespace unroll::course
