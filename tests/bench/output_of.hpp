#pragma once

#include <string>
#include <vector>

namespace unroll::costs {

/// Runs a program and returns what it wrote to stdout; what it writes to stderr is thrown away. Errors:
/// std::runtime_error if it cannot be run or does not end with success.
std::string output_of(const std::vector<std::string>& command);

}  // namespace unroll::costs
