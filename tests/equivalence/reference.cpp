#include "reference.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "outcome.hpp"
#include "ties.hpp"

namespace unroll::equivalence {
namespace {

// When a node begins and when it is cancelled from outside.
struct Visit {
  bool begins = false;
  Time start;
  Cut cut;
  // Its position when the child that decides a form comes before its siblings: the order of what is written
  // at one time, for the losers' clean-ups follow the last words of the winner.
  NodeId rank = 0;
};

struct Written {
  Time at;
  std::uint64_t rank;
  Line line;
};

class Evaluator {
 public:
  explicit Evaluator(const Program& program)
      : program_(program), outcome_(outcomes(program)), visit_(program.size()), ties_(program, outcome_) {}

  Evaluation evaluate() && {
    visit_[Program::root].begins = true;
    for (NodeId node = 0; node != program_.size(); ++node) visit(node);
    const Outcome& whole = outcome_[Program::root];
    return {{take_lines(), whole.duration.ms, whole.failed() ? error(whole) : "ok"}, ties_.fixed()};
  }

 private:
  void visit(NodeId node) {
    const Visit& self = visit_[node];
    rank_children(node);
    if (!self.begins) return;
    ties_.visit(node, self.start, self.cut);
    switch (program_[node].kind) {
      case Kind::emit: return write(self.start, 2 * std::uint64_t{self.rank} + 1, node, program_[node].label);
      case Kind::sleep:
      case Kind::fail: return;
      case Kind::seq: return seq(node);
      case Kind::catch_: return caught(node);
      case Kind::finally: return finally(node);
      case Kind::all:
      case Kind::group:
      case Kind::race: return fork(node);
      case Kind::timeout: return begin(program_.body(node), self.start, std::min(self.cut, time_out(node)));
    }
  }

  void rank_children(NodeId node) {
    const bool decided = visit_[node].cut.leaves(visit_[node].start + outcome_[node].duration);
    const NodeId decider = decided ? outcome_[node].decider : nowhere;
    NodeId next = visit_[node].rank + 1;
    const auto rank = [&](NodeId child) {
      visit_[child].rank = next;
      next += program_[child].past - child;
    };
    if (decider != nowhere) rank(decider);
    for (const NodeId child : program_.children(node))
      if (child != decider) rank(child);
  }

  void begin(NodeId node, Time start, Cut cut) {
    ties_.begin(start, cut);
    visit_[node].begins = cut.leaves(start);
    visit_[node].start = start;
    visit_[node].cut = cut;
  }

  void seq(NodeId node) {
    Time start = visit_[node].start;
    for (const NodeId child : program_.children(node)) {
      begin(child, start, visit_[node].cut);
      if (outcome_[child].failed()) return;
      start = start + outcome_[child].duration;
    }
  }

  void caught(NodeId node) {
    const auto& [begins, start, cut, rank] = visit_[node];
    const NodeId body = program_.body(node);
    const NodeId handler = program_.second(node);
    begin(body, start, cut);
    const Time end = start + outcome_[body].duration;
    if (!outcome_[body].failed() || !cut.leaves(end)) return;
    write(end, 2 * std::uint64_t{visit_[handler].rank}, node, "caught:" + error(outcome_[body]));
    begin(handler, end, cut);
  }

  // A clean-up takes no time and nothing cancels it.
  void finally(NodeId node) {
    const auto& [begins, start, cut, rank] = visit_[node];
    begin(program_.body(node), start, cut);
    const Time end = start + outcome_[node].duration;
    begin(program_.second(node), cut.leaves(end) ? end : cut.at, Cut{});
  }

  void fork(NodeId node) {
    const auto& [begins, start, cut, rank] = visit_[node];
    const NodeId decider = outcome_[node].decider;
    for (const NodeId child : program_.children(node)) {
      const bool loses = decider != nowhere && child != decider;
      const Cut end{start + outcome_[node].duration, child < decider};
      begin(child, start, loses ? std::min(cut, end) : cut);
    }
  }

  Cut time_out(NodeId node) const { return {visit_[node].start + Time{program_[node].wait}, true}; }

  std::string error(const Outcome& outcome) const {
    const Node& from = program_[outcome.error];
    return from.kind == Kind::timeout ? "timeout" : from.label;
  }

  void write(Time at, std::uint64_t rank, NodeId node, std::string text) {
    written_.push_back({at, rank, {at.ms, node, std::move(text)}});
  }

  std::vector<Line> take_lines() {
    std::sort(written_.begin(), written_.end(), [](const Written& one, const Written& other) {
      return std::tie(one.at, one.rank) < std::tie(other.at, other.rank);
    });
    std::vector<Line> lines;
    lines.reserve(written_.size());
    for (Written& each : written_) lines.push_back(std::move(each.line));
    return lines;
  }

  const Program& program_;
  const std::vector<Outcome> outcome_;
  std::vector<Visit> visit_;
  std::vector<Written> written_;
  Ties ties_;
};

}  // namespace

Evaluation evaluate(const Program& program) { return Evaluator(program).evaluate(); }

Run run_reference(const Program& program) { return evaluate(program).run; }

}  // namespace unroll::equivalence
