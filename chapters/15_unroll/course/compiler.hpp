#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "06_io/process.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

/// What the compiler or the linker had to say.
struct Said {
  bool built = false;
  std::string text;
};

/// It has crashed: of this program it makes nothing, and would not the next time.
class CompilerFailed : public Refused {
 public:
  using Refused::Refused;
};

/// Runs one of them, within bounds of time and room: what it is given may have no end. Its own files are in
/// `scratch`, which is emptied first. Errors: CompilerFailed; Refused, if it took longer than `limit`, or
/// failed for another reason and the program is not to blame; std::system_error.
Task<Said> call_compiler(Poller& poller, Command command, std::filesystem::path scratch,
                         std::chrono::seconds limit);

}  // namespace unroll::course
