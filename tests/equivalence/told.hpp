#pragma once

#include <string>
#include <string_view>

#include "program.hpp"
#include "reference.hpp"
#include "run.hpp"

namespace unroll::equivalence {

/// A run in short, for tests: "0 0.1 a, 5 1 b, 5 ok". The root's path is "-".
inline std::string told(const Program& program, const Run& run) {
  std::string all;
  for (const Line& line : run.lines) {
    const std::string where = path(program, line.node);
    all += std::to_string(line.t.count()) + " " + (where.empty() ? "-" : where) + " " + line.text + ", ";
  }
  return all + std::to_string(run.ended.count()) + " " + run.end;
}

/// What the reference says of a program.
inline std::string told(std::string_view json) {
  const Program program = parse(json);
  return told(program, run_reference(program));
}

}  // namespace unroll::equivalence
