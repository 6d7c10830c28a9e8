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
  std::size_t not_tried = 0;
  std::map<std::string, std::size_t> caught{};  // by which verdict

  void add(const Fate& fate) {
    ++all;
    if (!fate.not_tried.empty())
      ++not_tried;
    else if (!fate.compiles())
      ++refused;
    else if (!fate.survives())
      ++caught[fate.word()];
    else
      ++survive;
    if (fate.survives() && fate.equivalent != nullptr) ++explained;
  }
};

std::ostream& operator<<(std::ostream& out, const Count& count) {
  const std::size_t caught = count.all - count.refused - count.survive - count.not_tried;
  out << count.all << " mutants, " << count.refused << " do not compile, " << caught << " are caught, "
      << count.survive << " survive, " << count.explained << " of these explained";
  if (count.not_tried != 0) out << ", " << count.not_tried << " could not be tried";
  return out;
}

std::string survival(const Fate& fate) {
  return "- " + fate.mutant.before + "\n+ " + fate.mutant.after + "\n";
}

/// Why it does not hold; empty if it does.
std::string wrong_with(const Fate& fate) {
  if (!fate.not_tried.empty()) return "it could not be tried: " + fate.not_tried + "\n";
  return fate.survives() && fate.equivalent == nullptr ? "it survives\n" + survival(fate) : "";
}

}  // namespace

void tell(std::ostream& out, const Mutation& mutation) {
  std::map<std::string, Count> of_exercises;
  Count total;
  for (const Fate& fate : mutation.fates()) {
    of_exercises[fate.exercise->full_name()].add(fate);
    total.add(fate);
    const std::string wrong = wrong_with(fate);
    if (wrong.empty()) continue;
    out << "solutions/" << fate.exercise->header().string() << ":" << fate.mutant.line << ": "
        << fate.exercise->full_name() << ":" << fate.mutant.name << wrong.substr(wrong.find(' '));
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
    checks.push_back({fate.exercise, "mutant " + fate.mutant.name, wrong_with(fate), 0});
  }
  checks.insert(checks.end(), mutation.stale().begin(), mutation.stale().end());
  return checks;
}

}  // namespace unroll::course
