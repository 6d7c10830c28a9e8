#include "shrink.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace unroll::equivalence {
namespace {

// What takes the place of one node and all below it.
struct Edit {
  enum class By { nothing, descendant, empty_seq, changed_self };
  NodeId node;
  By by = By::nothing;
  NodeId descendant = nowhere;
  Kind kind = Kind::seq;  // of the changed self, and its wait
  Milliseconds wait{0};
};

void put_instead(Builder& builder, const Program& program, const Edit& edit) {
  if (edit.by == Edit::By::descendant) builder.copy(program, edit.descendant);
  if (edit.by == Edit::By::empty_seq) builder.leaf(Kind::seq, Milliseconds{0});
}

Program apply(const Program& program, const Edit& edit) {
  Builder builder;
  std::vector<NodeId> ends;
  for (NodeId node = 0; node != program.size();) {
    for (; !ends.empty() && ends.back() == node; ends.pop_back()) builder.close();
    const Node& self = program[node];
    if (node == edit.node && edit.by != Edit::By::changed_self) {
      put_instead(builder, program, edit);
      node = self.past;
      continue;
    }
    builder.open(self.kind, self.wait, self.label);
    ends.push_back(self.past);
    ++node;
  }
  for (; !ends.empty(); ends.pop_back()) builder.close();
  if (edit.by == Edit::By::changed_self) {
    builder[edit.node].kind = edit.kind;
    builder[edit.node].wait = edit.wait;
  }
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
  using By = Edit::By;
  std::vector<Edit> all;
  const Node& self = program[node];
  const bool empty_seq = self.kind == Kind::seq && self.past == node + 1;
  const bool cleans_up =
      is_clean_up(program, node) || (self.parent != nowhere && is_clean_up(program, self.parent));
  if (can_be_dropped(program, node)) all.push_back({node, By::nothing});
  if (!cleans_up && !empty_seq) all.push_back({node, By::empty_seq});
  if (!cleans_up)
    for (const NodeId child : program.children(node)) all.push_back({node, By::descendant, child});
  for (Milliseconds less = self.wait; less > Milliseconds{0}; less /= 2)
    all.push_back({node, By::changed_self, nowhere, self.kind, self.wait - less});
  const bool fork = self.kind == Kind::all || self.kind == Kind::group || self.kind == Kind::race;
  if (fork) all.push_back({node, By::changed_self, nowhere, Kind::seq});
  if (fork && self.kind != Kind::all) all.push_back({node, By::changed_self, nowhere, Kind::all});
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
