// What `./unroll verify --mutants` says in the end.
#include <algorithm>
#include <map>
#include <ostream>

#include "15_unroll/course/mutation.hpp"

namespace unroll::course {
namespace {

struct Count {
  std::size_t all = 0;
  std::size_t refused = 0;  // by the compiler
  std::size_t survive = 0;
  std::size_t explained = 0;
  std::map<std::string, std::size_t> caught{};  // by which verdict

  void add(const Fate& fate) {
    ++all;
    if (!fate.compiles())
      ++refused;
    else if (!fate.survives())
      ++caught[fate.word()];
    else
      ++survive;
    if (fate.survives() && fate.equivalent != nullptr) ++explained;
  }
};

std::ostream& operator<<(std::ostream& out, const Count& count) {
  const std::size_t caught = count.all - count.refused - count.survive;
  return out << count.all << " mutants, " << count.refused << " do not compile, " << caught << " are caught, "
             << count.survive << " survive, " << count.explained << " of these explained";
}

std::string survival(const Fate& fate) {
  return "- " + fate.mutant.before + "\n+ " + fate.mutant.after + "\n";
}

}  // namespace

void tell(std::ostream& out, const Mutation& mutation) {
  std::map<std::string, Count> of_exercises;
  Count total;
  for (const Fate& fate : mutation.fates()) {
    of_exercises[fate.exercise->full_name()].add(fate);
    total.add(fate);
    if (!fate.survives() || fate.equivalent != nullptr) continue;
    out << "solutions/" << fate.exercise->header().string() << ":" << fate.mutant.line << ": "
        << fate.exercise->full_name() << ":" << fate.mutant.name << " survives\n"
        << survival(fate);
  }
  for (const Check& stale : mutation.stale()) out << stale.wrong << "\n";
  for (const auto& [name, count] : of_exercises) out << name << ": " << count << "\n";
  out << "In all: " << total << ".\n";
  std::string words;
  for (const auto& [word, count] : total.caught)
    words += (words.empty() ? "" : ", ") + word + " " + std::to_string(count);
  if (!words.empty()) out << "Caught: " << words << ".\n";
}

std::vector<Check> checks_of(const Mutation& mutation) {
  std::vector<Check> checks;
  for (const Fate& fate : mutation.fates()) {
    const bool wrong = fate.survives() && fate.equivalent == nullptr;
    checks.push_back(
        {fate.exercise, "mutant " + fate.mutant.name, wrong ? "it survives\n" + survival(fate) : "", 0});
  }
  checks.insert(checks.end(), mutation.stale().begin(), mutation.stale().end());
  return checks;
}

}  // namespace unroll::course
