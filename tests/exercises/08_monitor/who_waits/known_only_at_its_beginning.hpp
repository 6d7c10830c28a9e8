// Wrong: what is known already is asked where a walk begins, and not on its way.
// Caught by: WhoWaits.WhatWasFoundOfAChainHoldsForAllThatLeadIntoIt (wrong value)
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

inline std::vector<std::string> chain(const Waiting& table, const std::string& task) {
  std::vector<std::string> links{task};
  std::set<std::string> seen{task};
  for (auto next = table.find(task); next != table.end(); next = table.find(next->second)) {
    links.push_back(next->second);
    if (!seen.insert(next->second).second) break;
  }
  return links;
}

/// Each task is walked over once: what is found at the end of a walk holds for all on the way.
inline std::vector<std::string> lost(const Waiting& table) {
  enum class Fate { unknown, lost, saved };
  std::map<std::string, Fate> fates;
  for (const auto& [task, what] : table) {
    if (fates[task] != Fate::unknown) continue;
    std::set<std::string> way;
    auto next = table.find(task);
    while (next != table.end() && way.insert(next->first).second) next = table.find(next->second);
    const bool goes_on = next == table.end();
    for (const std::string& one : way) fates[one] = goes_on ? Fate::saved : Fate::lost;
  }
  std::vector<std::string> names;
  for (const auto& [task, fate] : fates) {
    if (fate == Fate::lost) names.push_back(task);
  }
  return names;
}

}  // namespace unroll
