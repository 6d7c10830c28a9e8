#pragma once

#include <limits>
#include <vector>

#include "outcome.hpp"
#include "program.hpp"
#include "run.hpp"

namespace unroll::equivalence {

/// The moment at which a node is cancelled from outside; by default never.
struct Cut {
  Time at{Milliseconds::max(), std::numeric_limits<std::int64_t>::max()};
  bool inclusive = false;  ///< whether what happens at this very moment still happens
  auto operator<=>(const Cut&) const = default;

  /// Whether something at `moment` still happens.
  bool leaves(Time moment) const { return moment < at || (moment == at && inclusive); }
};

/// How far a run is fixed, told from what happens at the same millisecond. Errs on the side of less.
/// Nothing is fixed where a tie decides: a cancellation and something else of the cancelled branch in one
/// millisecond, two errors of an all, a timeout and the end of what it limits. Else, when two waits end at
/// one millisecond, or two branches of a form write before their first wait, the lines are fixed, but not
/// their order. Without forks, or where flat branches of one all only give way, the order is always fixed.
class Ties {
 public:
  Ties(const Program& program, const std::vector<Outcome>& outcomes);

  /// Takes note that a node is to begin at `start` unless it is cancelled before, at `cut`.
  void begin(Time start, const Cut& cut);
  /// Takes note of what a node does that does begin.
  void visit(NodeId node, Time start, const Cut& cut);
  /// Needs: every node that begins was visited.
  Fixed fixed();

 private:
  bool one_strand() const;
  bool round_by_round() const;
  bool decides(NodeId node, Time start, const Cut& cut) const;
  bool two_write_first(NodeId fork) const;
  bool two_fail_at_once(NodeId all) const;

  const Program& program_;
  const std::vector<Outcome>& outcome_;
  std::vector<Milliseconds> wakes_{Milliseconds{0}};
  bool tie_decides_ = false;
  bool crowded_ = false;
};

}  // namespace unroll::equivalence
