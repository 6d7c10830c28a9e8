#pragma once

#include <filesystem>
#include <string>

#include "06_io/process.hpp"

namespace unroll::course {

/// The address that the course came from, and its branch behind a #. Errors: Refused, if it is no clone.
Task<std::string> upstream(Poller& poller, std::filesystem::path root);

/// Brings a repository into a folder, its newest state only. Errors: Refused.
Task<> clone(Poller& poller, std::filesystem::path root, std::string from, std::filesystem::path to);

/// Whether a file is still what it was when it came into the repository; no, if there is no repository, or
/// one that does not go back to its beginning.
Task<bool> is_first(Poller& poller, std::filesystem::path root, std::filesystem::path file);

}  // namespace unroll::course
