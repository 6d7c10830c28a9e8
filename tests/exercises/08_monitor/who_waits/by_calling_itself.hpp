// Wrong: one link is one call, so a chain is as long as the stack.
// Caught by: WhoWaits.AHundredThousandInARowAreNotTooMany (crash)
#pragma once

// A program stands still. Of each task it is known what it waits for; so it can be said who is at fault, if
// one walks to the end of each chain. But some chains have no end, and whoever walks them never comes back.
//
// Contract
// - In `table` stands for each task what it waits for: another task, or something that is no task (the clock,
//   the kernel, a bell), which has no line of its own.
// - `chain` begins with `task`, then what that waits for, and so on. It ends with what is no task; or with
//   the first name that comes a second time. A task that is not in the table is a chain of one.
// - `lost` names all that will never go on, in the order of their names: those in a circle, and those who
//   wait for one of them, over however many others.
// - Chains may have a hundred thousand links.

#include <map>
#include <set>
#include <string>
#include <vector>

namespace unroll {

/// Who waits for what.
using Waiting = std::map<std::string, std::string>;

inline void follow(const Waiting& table, const std::string& task, std::set<std::string>& seen,
                   std::vector<std::string>& links) {
  links.push_back(task);
  if (!seen.insert(task).second) return;
  const auto next = table.find(task);
  if (next == table.end()) return;
  const std::string what = next->second;
  follow(table, what, seen, links);
}

inline std::vector<std::string> chain(const Waiting& table, const std::string& task) {
  std::vector<std::string> links;
  std::set<std::string> seen;
  follow(table, task, seen, links);
  return links;
}

/// Each task is walked over once: what is found at the end of a walk holds for all on the way.
inline std::vector<std::string> lost(const Waiting& table) {
  enum class Fate { unknown, on_the_way, lost, saved };
  std::map<std::string, Fate> fates;
  for (const auto& [task, what] : table) {
    std::vector<std::string> way;
    auto next = table.find(task);
    for (; next != table.end() && fates[next->first] == Fate::unknown; next = table.find(next->second)) {
      fates[next->first] = Fate::on_the_way;
      way.push_back(next->first);
    }
    const bool goes_on = next == table.end() || fates[next->first] == Fate::saved;
    for (const std::string& one : way) fates[one] = goes_on ? Fate::saved : Fate::lost;
  }
  std::vector<std::string> names;
  for (const auto& [task, fate] : fates) {
    if (fate == Fate::lost) names.push_back(task);
  }
  return names;
}

}  // namespace unroll
