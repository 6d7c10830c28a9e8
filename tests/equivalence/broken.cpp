#include "broken.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <tuple>

#include "outcome.hpp"
#include "reference.hpp"

namespace unroll::equivalence {
namespace {

// The reference on a program of the same shape whose forms mean something else: nodes keep their places.
Run run_changed(const Program& program, const std::function<void(Node&)>& change) {
  Builder builder;
  builder.copy(program, Program::root);
  for (NodeId node = 0; node != program.size(); ++node) change(builder[node]);
  return run_reference(builder.take());
}

Run run_instead(const Program& program, Kind what, Kind instead) {
  return run_changed(program, [&](Node& node) { node.kind = node.kind == what ? instead : node.kind; });
}

Run forgets_clean_ups(const Program& program) { return run_instead(program, Kind::finally, Kind::seq); }
Run forgets_clean_ups_when_cancelled(const Program& program) {
  Builder builder;
  builder.copy(program, Program::root);
  const std::vector<Outcome> outcome = outcomes(program);
  for (NodeId node = 0; node != program.size(); ++node)
    if (program[node].kind == Kind::finally && !outcome[node].failed()) builder[node].kind = Kind::seq;
  return run_reference(builder.take());
}

Run never_cancels_a_group(const Program& program) { return run_instead(program, Kind::group, Kind::all); }
Run cancels_an_all(const Program& program) { return run_instead(program, Kind::all, Kind::group); }
Run lets_losers_run_on(const Program& program) { return run_instead(program, Kind::race, Kind::group); }
Run runs_branches_in_turn(const Program& program) { return run_instead(program, Kind::all, Kind::seq); }

Run times_out_late(const Program& program) {
  return run_changed(program, [](Node& node) {
    if (node.kind == Kind::timeout) ++node.wait;
  });
}

Run sleeps_0_for_1(const Program& program) {
  return run_changed(program, [](Node& node) {
    if (node.kind == Kind::sleep) node.wait = std::max(node.wait, Milliseconds{1});
  });
}

Run forgets_the_error(const Program& program) {
  Run run = run_reference(program);
  for (Line& line : run.lines)
    if (program[line.node].kind == Kind::catch_) line.text = "caught:";
  return run;
}

// All lines are right, but branches that only give way go one after the other.
Run goes_depth_first(const Program& program) {
  Run run = run_reference(program);
  std::sort(run.lines.begin(), run.lines.end(), [](const Line& one, const Line& other) {
    return std::tie(one.t, one.node) < std::tie(other.t, other.node);
  });
  return run;
}

// All lines are right, but of several clean-ups at one time the last comes first.
Run cleans_up_backwards(const Program& program) {
  Run run = run_reference(program);
  const auto is_clean_up = [&](const Line& line) {
    const NodeId seq = program[line.node].parent;
    return seq != nowhere && program[seq].index == 1 && program[program[seq].parent].kind == Kind::finally;
  };
  const auto end = run.lines.end();
  for (auto first = std::find_if(run.lines.begin(), end, is_clean_up); first != end;) {
    const auto past = std::find_if_not(
        first, end, [&](const Line& line) { return is_clean_up(line) && line.t == first->t; });
    std::sort(first, past, [&](const Line& one, const Line& other) {
      const NodeId seq = program[one.node].parent;
      const NodeId other_seq = program[other.node].parent;
      return seq != other_seq ? seq > other_seq : one.node < other.node;
    });
    first = std::find_if(past, end, is_clean_up);
  }
  return run;
}

Run throws_at_a_handler(const Program& program) {
  Run run = run_reference(program);
  for (const Line& line : run.lines)
    if (program[line.node].kind == Kind::catch_) throw std::logic_error("out of order");
  return run;
}

}  // namespace

std::vector<Stage> broken_stages() {
  return {{"forgets_clean_ups", 3, forgets_clean_ups},
          {"forgets_clean_ups_when_cancelled", 3, forgets_clean_ups_when_cancelled},
          {"never_cancels_a_group", 3, never_cancels_a_group},
          {"cancels_an_all", 3, cancels_an_all},
          {"lets_losers_run_on", 3, lets_losers_run_on},
          {"runs_branches_in_turn", 3, runs_branches_in_turn},
          {"times_out_late", 3, times_out_late},
          {"sleeps_0_for_1", 3, sleeps_0_for_1},
          {"forgets_the_error", 3, forgets_the_error},
          {"goes_depth_first", 3, goes_depth_first},
          {"goes_depth_first", 0, goes_depth_first},
          {"cleans_up_backwards", 3, cleans_up_backwards},
          {"throws_at_a_handler", 3, throws_at_a_handler}};
}

}  // namespace unroll::equivalence
