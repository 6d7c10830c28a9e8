#include "shrink.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace unroll::equivalence {
namespace {

// What stands in the place of one node and all below it.
struct Edit {
  NodeId node;
  NodeId instead = nowhere;  // a descendant, or nowhere: nothing at all
  std::optional<Kind> kind;  // the same node with another kind or wait
  std::optional<Milliseconds> wait;
};

Program apply(const Program& program, const Edit& edit) {
  Builder builder;
  std::vector<NodeId> ends;
  for (NodeId node = 0; node != program.size();) {
    for (; !ends.empty() && ends.back() == node; ends.pop_back()) builder.close();
    const bool edited = node == edit.node;
    if (edited && !edit.kind) {
      if (edit.instead != nowhere) builder.copy(program, edit.instead);
      node = program[node].past;
      continue;
    }
    const Node& from = program[node];
    builder.open(edited ? *edit.kind : from.kind, edited ? *edit.wait : from.wait, from.label);
    ends.push_back(from.past);
    ++node;
  }
  for (; !ends.empty(); ends.pop_back()) builder.close();
  return builder.take();
}

bool is_clean_up(const Program& program, NodeId node) {
  const NodeId parent = program[node].parent;
  return parent != nowhere && program[parent].kind == Kind::finally && program[node].index == 1;
}

bool can_be_dropped(const Program& program, NodeId node) {
  const NodeId parent = program[node].parent;
  if (parent == nowhere) return false;
  const bool only = program[node].past == program[parent].past && program[node].index == 0;
  switch (program[parent].kind) {
    case Kind::seq:
    case Kind::all:
    case Kind::group: return true;
    case Kind::race: return !only;
    default: return false;
  }
}

// All that makes the program smaller at one node, the largest steps first.
std::vector<Edit> edits(const Program& program, NodeId node) {
  std::vector<Edit> all;
  const Node& self = program[node];
  if (can_be_dropped(program, node)) all.push_back({node, nowhere, {}, {}});
  if (!is_clean_up(program, node))
    for (const NodeId child : program.children(node)) all.push_back({node, child, {}, {}});
  for (const int divisor : {1'000'000, 10'000, 100, 10, 2})
    if (self.wait / divisor < self.wait) all.push_back({node, nowhere, self.kind, self.wait / divisor});
  for (auto less = Milliseconds{1}; less < std::min(self.wait, Milliseconds{20}); ++less)
    all.push_back({node, nowhere, self.kind, less});
  const bool fork = self.kind == Kind::all || self.kind == Kind::group || self.kind == Kind::race;
  if (fork) all.push_back({node, nowhere, Kind::seq, self.wait});
  if (fork && self.kind != Kind::all) all.push_back({node, nowhere, Kind::all, self.wait});
  return all;
}

// The first smaller program at `node` of which it is still true.
std::optional<Program> smaller(const Program& program, NodeId node,
                               const std::function<bool(const Program&)>& still) {
  for (const Edit& edit : edits(program, node)) {
    Program candidate = apply(program, edit);
    if (still(candidate)) return candidate;
  }
  return std::nullopt;
}

}  // namespace

Program shrink(Program program, const std::function<bool(const Program&)>& still) {
  bool changed = true;
  while (changed) {
    changed = false;
    for (NodeId node = 0; node < program.size();) {
      if (std::optional<Program> better = smaller(program, node, still)) {
        program = std::move(*better);
        changed = true;
      } else {
        ++node;
      }
    }
  }
  return program;
}

}  // namespace unroll::equivalence
