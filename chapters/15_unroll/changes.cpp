#include "15_unroll/changes.hpp"

#include <algorithm>

namespace unroll::course {
namespace {

/// `kept[i][j]`: how many lines can stay of those from `before[i]` and `after[j]` on.
std::vector<std::vector<std::size_t>> lines_kept(const Lines& before, const Lines& after) {
  std::vector<std::vector<std::size_t>> kept(before.size() + 1,
                                             std::vector<std::size_t>(after.size() + 1, 0));
  for (std::size_t i = before.size(); i-- != 0;) {
    for (std::size_t j = after.size(); j-- != 0;)
      kept[i][j] = before[i] == after[j] ? kept[i + 1][j + 1] + 1 : std::max(kept[i + 1][j], kept[i][j + 1]);
  }
  return kept;
}

}  // namespace

std::vector<Change> changes(const Lines& before, const Lines& after) {
  const auto kept = lines_kept(before, after);
  std::vector<Change> all;
  std::size_t i = 0, j = 0;
  while (i != before.size() || j != after.size()) {
    if (i != before.size() && j != after.size() && before[i] == after[j])
      all.push_back({Change::same, before[i++]}), ++j;
    else if (j == after.size() || (i != before.size() && kept[i + 1][j] >= kept[i][j + 1]))
      all.push_back({Change::gone, before[i++]});
    else
      all.push_back({Change::added, after[j++]});
  }
  return all;
}

}  // namespace unroll::course
