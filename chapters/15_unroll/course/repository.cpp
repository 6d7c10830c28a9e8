// What git knows of a course, and what it can bring.
#include "15_unroll/course/repository.hpp"

#include <cstdlib>
#include <iostream>
#include <system_error>
#include <utility>
#include <vector>

#include "15_unroll/course/files.hpp"
#include "15_unroll/course/git.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

Task<std::string> upstream(Poller& poller, fs::path root) {
  std::string remote = "upstream";
  std::string branch;
  std::string address = co_await git(poller, root, "remote get-url " + remote);
  if (address.empty()) {
    std::string tracked =
        co_await git(poller, root, "rev-parse --abbrev-ref --symbolic-full-name @{upstream}");
    tracked = tracked.substr(0, tracked.find('\n'));
    const std::size_t slash = tracked.find('/');
    remote = slash == std::string::npos ? "origin" : tracked.substr(0, slash);
    if (slash != std::string::npos) branch = "#" + tracked.substr(slash + 1);
    address = co_await git(poller, root, "remote get-url " + remote);
  }
  if (address.empty())
    throw Refused(
        "this course is no clone of another, so say where the newer one is: ./unroll update FOLDER, or "
        "./unroll update ADDRESS (of a git repository)");
  co_return address.substr(0, address.find('\n')) + branch;
}

namespace {

/// A git that would ask for a password asks for ever: it is in another group than the terminal's. Whoever has
/// said how ssh is called has said that already.
Task<std::vector<std::string>> without_asking(Poller& poller, fs::path root) {
  std::vector<std::string> variables{"GIT_TERMINAL_PROMPT=0"};
  if (std::getenv("GIT_SSH_COMMAND") != nullptr || std::getenv("GIT_SSH") != nullptr) co_return variables;
  const std::string told = co_await git(poller, std::move(root), "config core.sshCommand");
  if (told.empty()) variables.emplace_back("GIT_SSH_COMMAND=ssh -o BatchMode=yes");
  co_return variables;
}

}  // namespace

Task<> clone(Poller& poller, fs::path root, std::string from, fs::path to) {
  const std::size_t hash =
      fs::exists(from) ? std::string::npos : from.rfind('#');  // a folder may be called so
  std::vector<std::string> words{"git", "clone", "--quiet"};
  if (hash != std::string::npos) {
    words.push_back("--branch");
    words.push_back(from.substr(hash + 1));
    from.resize(hash);
  }
  if (from.find("://") != std::string::npos) words.insert(words.end(), {"--depth=1"});
  words.push_back("--");
  words.push_back(from);
  words.push_back(to.string());
  Command command{std::move(words), root.string()};
  command.shares_errors = true;
  command.variables = co_await without_asking(poller, root);
  fs::remove_all(to);
  std::cerr << "Fetching " << from << " …\n" << std::flush;
  Outcome outcome;
  try {
    outcome = co_await unroll::run(poller, std::move(command));
  } catch (const std::system_error& error) {
    throw Refused("git cannot be started: " + std::string(error.what()));
  }
  if (!outcome.exit.ok())
    throw Refused(
        "git could not bring " + from +
        ": see above. (It asks for no name and no password here. Whoever needs them clones it by hand, and "
        "then says where: ./unroll update FOLDER)");
}

Task<bool> is_first(Poller& poller, fs::path root, fs::path file) {
  if (!fs::exists(root / ".git")) co_return false;
  const std::string shallow = co_await git(poller, root, "rev-parse --is-shallow-repository");
  if (shallow != "false\n") co_return false;
  std::vector<std::string> history{"log", "--diff-filter=A", "--format=%H", "--", file.string()};
  const std::string added = co_await said_by_git(poller, root, std::move(history));
  const auto additions = split(added);  // the newest first; who has removed it may have added another one
  if (additions.empty()) co_return false;
  const std::string& first = additions.back();
  std::vector<std::string> show{"show", first + ":./" + file.string()};
  const std::string then = co_await said_by_git(poller, root, std::move(show));
  co_return !then.empty() && then == text_of(root / file);
}

}  // namespace unroll::course
