#include "outcome.hpp"

#include <algorithm>

namespace unroll::equivalence {
namespace {

class Outcomes {
 public:
  explicit Outcomes(const Program& program) : program_(program), of_(program.size()) {}

  std::vector<Outcome> compute() && {
    for (NodeId node = program_.size(); node-- > 0;) {
      of_[node] = outcome(node);
      of_[node].waits_first = waits_first(node);
    }
    return std::move(of_);
  }

 private:
  Outcome outcome(NodeId node) const {
    switch (program_[node].kind) {
      case Kind::emit: return {};
      case Kind::fail: return {.duration = {}, .error = node};
      case Kind::sleep: return {.duration = sleep(node)};
      case Kind::seq: return seq(node);
      case Kind::catch_: return caught(node);
      case Kind::finally: return same_as(program_.body(node));
      case Kind::all: return all(node);
      case Kind::group: return group(node);
      case Kind::race: return race(node);
      case Kind::timeout: return timeout(node);
    }
    return {};
  }

  Time sleep(NodeId node) const {
    const Milliseconds wait = program_[node].wait;
    return {wait, wait == Milliseconds{0} ? 1 : 0};
  }

  Outcome same_as(NodeId child) const { return {.duration = of_[child].duration, .error = of_[child].error}; }

  Outcome seq(NodeId node) const {
    Outcome sum;
    for (const NodeId child : program_.children(node)) {
      sum.duration = sum.duration + of_[child].duration;
      sum.error = of_[child].error;
      if (sum.failed()) break;
    }
    return sum;
  }

  Outcome caught(NodeId node) const {
    const Outcome& body = of_[program_.body(node)];
    const Outcome& handler = of_[program_.second(node)];
    if (!body.failed()) return same_as(program_.body(node));
    return {.duration = body.duration + handler.duration, .error = handler.error};
  }

  // The child that ends first, among all or among those that fail; at equal times the lowest index.
  NodeId first(NodeId node, bool failed_only) const {
    NodeId first = nowhere;
    for (const NodeId child : program_.children(node)) {
      if (failed_only && !of_[child].failed()) continue;
      if (first == nowhere || of_[child].duration < of_[first].duration) first = child;
    }
    return first;
  }

  Outcome all(NodeId node) const {
    Outcome last;
    for (const NodeId child : program_.children(node))
      last.duration = std::max(last.duration, of_[child].duration);
    if (const NodeId failing = first(node, true); failing != nowhere) last.error = of_[failing].error;
    return last;
  }

  Outcome group(NodeId node) const {
    const NodeId failing = first(node, true);
    return failing == nowhere ? all(node) : decided(failing);
  }

  Outcome race(NodeId node) const { return decided(first(node, false)); }

  Outcome decided(NodeId decider) const {
    Outcome outcome = same_as(decider);
    outcome.decider = decider;
    return outcome;
  }

  Outcome timeout(NodeId node) const {
    const Outcome& body = of_[program_.body(node)];
    const Time limit{program_[node].wait};
    if (body.duration <= limit) return same_as(program_.body(node));
    return {.duration = limit, .error = node};
  }

  bool waits_first(NodeId node) const {
    if (program_[node].kind == Kind::sleep) return true;
    const Program::Children children = program_.children(node);
    const Kind kind = program_[node].kind;
    if (kind != Kind::all && kind != Kind::group && kind != Kind::race)
      return !children.empty() && of_[program_.body(node)].waits_first;
    const auto waits = [&](bool so_far, NodeId child) { return so_far && of_[child].waits_first; };
    bool every = !children.empty();
    for (const NodeId child : children) every = waits(every, child);
    return every;
  }

  const Program& program_;
  std::vector<Outcome> of_;
};

}  // namespace

std::vector<Outcome> outcomes(const Program& program) { return Outcomes(program).compute(); }

}  // namespace unroll::equivalence
