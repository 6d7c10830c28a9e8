#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "stages.hpp"

namespace unroll::equivalence {

/// Where a command reads and writes.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool terminal = false;  ///< whether `err` may show progress
};

/// The command `unroll equivalence`. `ladder` are the stages to compare, to which come the reference and the
/// oracle. Returns the exit status: 0, 1 for a difference, 2 for a bad command line or program.
int command(const std::vector<std::string>& arguments, const std::vector<Stage>& ladder,
            const Streams& streams);

}  // namespace unroll::equivalence
