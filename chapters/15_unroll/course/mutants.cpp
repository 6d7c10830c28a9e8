#include "15_unroll/course/mutants.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "15_unroll/changes.hpp"
#include "15_unroll/course/files.hpp"
#include "15_unroll/course/mutator.hpp"

namespace unroll::course {
namespace {

/// For each line of the solution, from 1 on, whether a student has to write it.
std::vector<bool> written(const std::string& solution, const std::string& starter) {
  std::vector<bool> written{false};
  for (const Change& change : changes(split(starter), split(solution))) {
    if (change.kind != Change::gone) written.push_back(change.kind == Change::added);
  }
  return written;
}

void give_names(std::vector<Mutant>& mutants) {
  std::map<std::string, int> given;
  for (Mutant& mutant : mutants) {
    mutant.name = std::to_string(mutant.line) + ":" + mutant.kind;
    const int number = ++given[mutant.name];
    if (number > 1) mutant.name += "-" + std::to_string(number);
  }
}

}  // namespace

std::vector<Mutant> mutants_of(const std::string& solution, const std::string& starter) {
  std::multimap<std::size_t, Mutant> by_line;  // those of one line in the order in which they were made
  for (Mutant& mutant : Mutator(solution, written(solution, starter)).make())
    by_line.emplace(mutant.line, std::move(mutant));
  std::vector<Mutant> mutants;
  for (auto& [line, mutant] : by_line) mutants.push_back(std::move(mutant));
  give_names(mutants);
  return mutants;
}

std::vector<Mutant> spread(std::vector<Mutant> mutants, std::size_t most) {
  if (mutants.size() <= most) return mutants;
  std::map<std::string, std::vector<std::size_t>> places;  // of each kind
  for (std::size_t i = 0; i != mutants.size(); ++i) places[mutants[i].kind].push_back(i);
  std::map<std::string, std::size_t> taken;
  for (std::size_t count = 0; count < most;) {
    for (const auto& [kind, all] : places) {
      if (count < most && taken[kind] < all.size()) {
        ++taken[kind];
        ++count;
      }
    }
  }
  std::vector<std::size_t> chosen;
  for (const auto& [kind, all] : places) {
    for (std::size_t i = 0; i != taken[kind]; ++i) chosen.push_back(all[i * all.size() / taken[kind]]);
  }
  std::sort(chosen.begin(), chosen.end());
  std::vector<Mutant> some;
  for (const std::size_t i : chosen) some.push_back(std::move(mutants[i]));
  return some;
}

}  // namespace unroll::course
