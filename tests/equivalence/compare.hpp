#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "program.hpp"
#include "run.hpp"
#include "stages.hpp"

namespace unroll::equivalence {

using Pair = std::pair<Stage, Stage>;

/// The stages of a ladder two by two; of one stage alone, the reference and it.
std::vector<Pair> neighbours(const std::vector<Stage>& ladder);

/// A program on which a stage is not what the reference is.
struct Difference {
  Stage stage;
  std::uint64_t seed;
  Program smallest;
  Run expected;
  Run got;
};

struct Comparison {
  std::uint64_t lines = 0;    ///< programs of which every line was compared
  std::uint64_t order = 0;    ///< of these, those whose order as written was compared too
  std::uint64_t nothing = 0;  ///< programs of which nothing was compared, for a tie decides
  std::optional<Difference> difference;
};

struct Draw {
  std::uint64_t programs = 0;  ///< to be compared; those that a tie decides are drawn in addition
  std::uint64_t seed = 0;      ///< of the first; each next one has the next seed
  int level = 3;
};

/// Runs random programs on both stages of a pair, each against the reference, until as many as asked for were
/// compared or one differs; that one is shrunk. `seen` is told after each program how many were compared.
Comparison compare(const Pair& pair, const Draw& draw, const std::function<void(std::uint64_t)>& seen);

/// The level that both stages speak, but no more than `level`.
int common_level(const Pair& pair, int level);

}  // namespace unroll::equivalence
