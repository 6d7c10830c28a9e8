#include "ties.hpp"

#include <algorithm>

namespace unroll::equivalence {
namespace {

bool forks(Kind kind) { return kind == Kind::all || level(kind) == 3; }

bool times_out(const Program& program, const std::vector<Outcome>& outcome, NodeId node) {
  return program[node].kind == Kind::timeout && outcome[node].error == node;
}

}  // namespace

Ties::Ties(const Program& program, const std::vector<Outcome>& outcomes)
    : program_(program), outcome_(outcomes) {}

void Ties::begin(Time start, const Cut& cut) { tie_decides_ = tie_decides_ || start.ms == cut.at.ms; }

void Ties::visit(NodeId node, Time start, const Cut& cut) {
  const Time end = start + outcome_[node].duration;
  tie_decides_ = tie_decides_ || decides(node, start, cut);
  crowded_ = crowded_ || (forks(program_[node].kind) && two_write_first(node));
  const bool waits = program_[node].kind == Kind::sleep || times_out(program_, outcome_, node);
  if (waits && cut.leaves(end)) wakes_.push_back(end.ms);
}

Fixed Ties::fixed() {
  if (tie_decides_) return Fixed::nothing;
  if (one_strand() || round_by_round()) return Fixed::order;
  std::sort(wakes_.begin(), wakes_.end());
  const bool tie = std::adjacent_find(wakes_.begin(), wakes_.end()) != wakes_.end();
  return tie || crowded_ ? Fixed::lines : Fixed::order;
}

bool Ties::one_strand() const {
  for (NodeId node = 0; node != program_.size(); ++node)
    if (forks(program_[node].kind)) return false;
  return true;
}

bool Ties::round_by_round() const {
  std::size_t alls = 0;
  for (NodeId node = 0; node != program_.size(); ++node) alls += program_[node].kind == Kind::all ? 1 : 0;
  return alls == 1 && speaks_01(program_);
}

bool Ties::decides(NodeId node, Time start, const Cut& cut) const {
  const Time end = start + outcome_[node].duration;
  switch (program_[node].kind) {
    case Kind::sleep: return end.ms == cut.at.ms;
    case Kind::timeout: {
      const Milliseconds limit = start.ms + program_[node].wait;
      const Time body = start + outcome_[program_.body(node)].duration;
      return limit == cut.at.ms || limit == body.ms;
    }
    case Kind::all: return two_fail_at_once(node);
    default: return false;
  }
}

bool Ties::two_write_first(NodeId fork) const {
  std::size_t writers = 0;
  for (const NodeId child : program_.children(fork)) writers += outcome_[child].waits_first ? 0 : 1;
  return writers > 1;
}

bool Ties::two_fail_at_once(NodeId all) const {
  NodeId first = nowhere;
  std::size_t at_once = 0;
  for (const NodeId child : program_.children(all)) {
    if (!outcome_[child].failed()) continue;
    const Milliseconds ms = outcome_[child].duration.ms;
    if (first == nowhere || ms < outcome_[first].duration.ms) first = child, at_once = 0;
    if (ms == outcome_[first].duration.ms) ++at_once;
  }
  return at_once > 1;
}

}  // namespace unroll::equivalence
