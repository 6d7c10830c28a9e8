#include "15_unroll/course/git.hpp"

#include <stdexcept>
#include <system_error>
#include <utility>

#include "15_unroll/course/files.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

Task<std::string> said_by_git(Poller& poller, fs::path root, std::vector<std::string> words) {
  words.insert(words.begin(), "git");
  Command command{std::move(words), root.string()};
  try {
    const Outcome outcome =
        co_await unroll::run(poller, std::move(command), {}, std::size_t{8} * 1024 * 1024);
    co_return outcome.exit.ok() ? outcome.output : std::string();
  } catch (const std::system_error&) {
    co_return std::string();
  } catch (const std::length_error&) {
    throw Refused("git names more files in " + root.string() +
                  " than any course has. Is a large folder in it that .gitignore does not name?");
  }
}

Task<std::string> git(Poller& poller, fs::path root, std::string asked) {
  co_return co_await said_by_git(poller, std::move(root), split(asked, ' '));
}

Task<std::string> refusal_of_git(Poller& poller, fs::path root) {
  Command command{{"git", "rev-parse", "--git-dir"}, root.string()};
  try {
    const Outcome outcome = co_await unroll::run(poller, std::move(command));
    co_return outcome.errors.empty() ? "" : ": " + outcome.errors;
  } catch (const std::system_error& error) {
    co_return ": " + std::string(error.what());
  }
}

Task<bool> git_refuses(Poller& poller, fs::path root) {
  Command command{{"git", "rev-parse", "--git-dir"}, root.string(), {"LC_ALL=C"}};  // its words are read
  try {
    const Outcome outcome = co_await unroll::run(poller, std::move(command));
    const bool is_none = outcome.errors.find("not a git repository") != std::string::npos;
    co_return !outcome.exit.ok() && (!is_none || fs::exists(root / ".git"));  // a damaged one is one, too
  } catch (const std::system_error&) {
    co_return fs::exists(root / ".git");
  }
}

}  // namespace unroll::course
