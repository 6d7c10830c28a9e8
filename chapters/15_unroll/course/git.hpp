#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "06_io/process.hpp"

namespace unroll::course {

/// What git says in the folder to these words; empty if it fails, or is not there.
Task<std::string> said_by_git(Poller& poller, std::filesystem::path root, std::vector<std::string> words);

/// The same of words with a space between them.
Task<std::string> git(Poller& poller, std::filesystem::path root, std::string asked);

/// Why it does nothing there: `: fatal: …`, in its own words. Empty if it has none.
Task<std::string> refusal_of_git(Poller& poller, std::filesystem::path root);

/// Whether there is a repository of which it tells nothing: it belongs to somebody else, or is damaged, or
/// there is no git here. Then nobody can say what was written in the course, and what came with it.
Task<bool> git_refuses(Poller& poller, std::filesystem::path root);

}  // namespace unroll::course
