#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace unroll::course {

/// A solution with one mistake in it, made by a machine.
struct Mutant {
  std::string kind;    ///< what was done: `operator`, `drop-statement` …
  std::size_t line;    ///< where, in the solution and in the mutant alike
  std::string before;  ///< what stood there, as one line …
  std::string after;   ///< … and what stands there now
  std::string text;    ///< all of the mutant
  std::string name{};  ///< `41:drop-statement`; the second one of its line and kind has a 2 behind it
};

/// All that can be made of those lines that a student writes: that are not in the starter. In order of their
/// lines. Many of them do not compile. Comments, texts and lines that begin with # stay as they are.
/// Errors: Refused, if the solution's brackets do not match.
std::vector<Mutant> mutants_of(const std::string& solution, const std::string& starter);

/// So many of them at most, of each kind alike and from all over the lines; always the same ones.
std::vector<Mutant> spread(std::vector<Mutant> mutants, std::size_t most);

}  // namespace unroll::course
