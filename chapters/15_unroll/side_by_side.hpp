#pragma once

#include <string>
#include <vector>

#include "15_unroll/ladder.hpp"
#include "15_unroll/terminal.hpp"

namespace unroll::course {

/// What a program wrote on one rung.
struct Written {
  std::string rung;
  Lines lines;
};

/// What the first rung wrote, and for each line and rung whether it is there too. A program whose output has
/// parts, each below a line that does not begin with a time, is shown in one `part` only; all of it is
/// compared.
std::string side_by_side(const std::string& program, const std::string& part,
                         const std::vector<Written>& rungs, const Paint& paint);

}  // namespace unroll::course
