#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "06_io/process.hpp"

namespace unroll::course {

/// What the compiler or the linker had to say.
struct Said {
  bool built = false;
  std::string text;
};

/// Runs one of them, within bounds of time and room: what it is given may have no end. Its own files are in
/// `scratch`, which is emptied first. Errors: Refused, if it failed and the program is not to blame, or if it
/// took longer than `limit`; std::system_error.
Task<Said> call_compiler(Poller& poller, Command command, std::filesystem::path scratch,
                         std::chrono::seconds limit);

}  // namespace unroll::course
