#include "compare.hpp"

#include <algorithm>
#include <exception>
#include <stdexcept>

#include "generate.hpp"
#include "reference.hpp"
#include "shrink.hpp"

namespace unroll::equivalence {
namespace {

// An exception is a difference too, and is shrunk like any other.
Run run_whatever_happens(const Stage& stage, const Program& program) {
  try {
    return stage.run(program);
  } catch (const std::exception& thrown) {
    Run run;
    run.end = std::string("the stage threw: ") + thrown.what();
    return run;
  }
}

bool differs(const Stage& stage, const Program& program) {
  if (!speaks(stage, program)) return false;
  const Evaluation reference = evaluate(program);
  return !equal(reference.run, run_whatever_happens(stage, program), reference.fixed);
}

Difference difference(const Stage& stage, std::uint64_t seed, const Program& program) {
  Program smallest = shrink(program, [&](const Program& smaller) { return differs(stage, smaller); });
  Run expected = run_reference(smallest);
  Run got = run_whatever_happens(stage, smallest);
  return {stage, seed, std::move(smallest), std::move(expected), std::move(got)};
}

void count(Comparison& comparison, Fixed fixed) {
  ++(fixed == Fixed::nothing ? comparison.nothing : comparison.lines);
  if (fixed == Fixed::order) ++comparison.order;
}

}  // namespace

std::vector<Pair> neighbours(const std::vector<Stage>& ladder) {
  std::vector<Pair> pairs;
  if (ladder.size() == 1) pairs.emplace_back(Stage{"reference", 3, run_reference}, ladder.front());
  for (std::size_t upper = 1; upper < ladder.size(); ++upper)
    pairs.emplace_back(ladder[upper - 1], ladder[upper]);
  return pairs;
}

Comparison compare(const Pair& pair, const Draw& draw, const std::function<void(std::uint64_t)>& seen) {
  Comparison comparison;
  for (std::uint64_t seed = draw.seed; comparison.lines != draw.programs; ++seed) {
    if (comparison.nothing > 100 + draw.programs)
      throw std::runtime_error("ties decide more programs than not, and those cannot be compared");
    const Program program = generate(seed, common_level(pair, draw.level));
    for (const Stage& stage : {pair.first, pair.second}) {
      if (!differs(stage, program)) continue;
      comparison.difference = difference(stage, seed, program);
      return comparison;
    }
    count(comparison, evaluate(program).fixed);
    seen(comparison.lines);
  }
  return comparison;
}

int common_level(const Pair& pair, int level) {
  return std::min({pair.first.level, pair.second.level, level});
}

}  // namespace unroll::equivalence
