#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace unroll::course {

/// A program that is run to its end.
struct Child {
  std::vector<std::string> command;
  std::filesystem::path output{};      ///< where its stdout and stderr go together; if empty, stdout is ours
  std::filesystem::path trace_file{};  ///< where it records its run, if not empty
};

/// Its exit status; 128 and the signal if one ended it. Errors: std::system_error, if it cannot be run.
int run_to_end(const Child& child);

}  // namespace unroll::course
