#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "06_io/process.hpp"

namespace unroll::course {

/// Those that a process has started and that live, wherever they have gone: in its group, or with `mark`
/// (NAME=value) in their environment. Without the process itself.
std::vector<pid_t> started_by(pid_t process, const std::string& mark);

/// Kills them. Whoever starts new ones faster than they are killed stays.
Task<> kill_what_is_left(Poller& poller, pid_t process, std::string mark);

}  // namespace unroll::course
