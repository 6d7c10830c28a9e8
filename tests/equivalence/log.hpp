#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "program.hpp"
#include "run.hpp"

namespace unroll::equivalence {

/// What a stage writes a run with: it puts the time, the place and the label to every line.
/// Lifetime: the program outlives it.
class Log {
 public:
  /// `now` tells the virtual time since the program began.
  Log(const Program& program, std::function<Milliseconds()> now) : program_(program), now_(std::move(now)) {}

  /// The label of an emit.
  void emit(NodeId node) { write(node, program_[node].label); }
  /// That a catch took an error.
  void caught(NodeId node, std::string_view error) { write(node, "caught:" + std::string(error)); }
  /// All labels of the clean-up of a finally.
  void clean_up(NodeId finally) {
    for (const NodeId each : program_.children(program_.second(finally))) emit(each);
  }
  /// That the program is over, well or with an error.
  void end(std::string_view error = "ok") {
    run_.ended = now_();
    run_.end = error;
  }

  /// How many lines there are by now.
  std::size_t size() const { return run_.lines.size(); }
  Run take() { return std::move(run_); }

 private:
  void write(NodeId node, std::string text) { run_.lines.push_back({now_(), node, std::move(text)}); }

  const Program& program_;
  std::function<Milliseconds()> now_;
  Run run_;
};

}  // namespace unroll::equivalence
