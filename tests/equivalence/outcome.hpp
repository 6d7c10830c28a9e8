#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <vector>

#include "program.hpp"

namespace unroll::equivalence {

/// A moment or a duration: whole milliseconds, then rounds of `["sleep", 0]` within the last of them.
struct Time {
  Milliseconds ms{0};
  std::int64_t rounds = 0;
  auto operator<=>(const Time&) const = default;
};

/// `later` after `sooner`. Waiting for a millisecond forgets the rounds before it.
inline Time operator+(Time sooner, Time later) {
  if (later.ms > Milliseconds{0}) return {sooner.ms + later.ms, later.rounds};
  return {sooner.ms, sooner.rounds + later.rounds};
}

/// What becomes of a node that nobody cancels.
struct Outcome {
  Time duration;
  NodeId error = nowhere;    ///< the fail or timeout that it fails with
  NodeId decider = nowhere;  ///< the child whose end cancels the others, of a group or a race
  bool waits_first = false;  ///< writes nothing before its first wait

  bool failed() const { return error != nowhere; }
};

/// One for each node.
std::vector<Outcome> outcomes(const Program& program);

}  // namespace unroll::equivalence
