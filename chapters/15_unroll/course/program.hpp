#pragma once

#include <filesystem>
#include <string>

#include "06_io/process.hpp"
#include "15_unroll/course/arguments.hpp"

namespace unroll::course {

/// A command of the course that stands in `root`; brings the program's exit status. Errors: Refused.
using Obey = Task<int> (*)(Poller& poller, std::filesystem::path root, std::string command,
                           Arguments arguments);

/// A program of the course: `PROGRAM COURSE COMMAND [ARGUMENT…]`. A signal ends the command, and whatever
/// that has begun. Brings the exit status.
int run_program(int argc, char** argv, Obey obey);

}  // namespace unroll::course
