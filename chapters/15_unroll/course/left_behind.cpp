#include "15_unroll/course/left_behind.hpp"

#include <signal.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <sstream>

#include "03_futures/sleep_for.hpp"
#include "15_unroll/course/files.hpp"

namespace unroll::course {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

/// Alive and in this group: `12 (name) S 1 12 …`, where the name may hold anything.
bool is_in_group(const std::string& stat, pid_t group, bool& alive) {
  std::istringstream words(stat.substr(std::min(stat.rfind(')') + 1, stat.size())));
  std::string state;
  long parent = 0;
  long its_group = 0;
  words >> state >> parent >> its_group;
  alive = !state.empty() && state != "Z" && state != "X";
  return its_group == group;
}

/// `Max file size   1073745924   1073745924   bytes`: the one that cannot be raised again.
std::uint64_t file_limit_in(const std::string& limits) {
  const std::size_t at = limits.find("Max file size");
  if (at == std::string::npos) return 0;
  std::istringstream words(limits.substr(at + 13));
  std::string soft;
  std::uint64_t hard = 0;
  words >> soft >> hard;
  return hard;
}

bool has_variable(const std::string& environment, const std::string& mark) {
  return (std::string(1, '\0') + environment).find('\0' + mark + '\0') != std::string::npos;
}

/// Its command, as one would type it.
std::string name_of(pid_t process, const std::string& program) {
  std::string command = text_if_there("/proc/" + std::to_string(process) + "/cmdline");
  if (command.starts_with(program + '\0')) return "the program itself, forked";
  while (command.ends_with('\0')) command.pop_back();
  std::replace(command.begin(), command.end(), '\0', ' ');
  return command;
}

}  // namespace

std::vector<pid_t> started_by(pid_t process, const std::string& mark) {
  std::vector<pid_t> found;
  std::error_code gone;
  for (fs::directory_iterator one("/proc", gone), end; !gone && one != end; one.increment(gone)) {
    const std::string name = one->path().filename().string();
    pid_t pid = 0;
    const auto number = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (number.ec != std::errc() || pid == process) continue;
    bool alive = false;
    const bool in_group = is_in_group(text_if_there(one->path() / "stat"), process, alive);
    if (!alive) continue;
    const std::uint64_t limit = file_bytes + static_cast<std::uint64_t>(process);
    if (in_group || file_limit_in(text_if_there(one->path() / "limits")) == limit ||
        has_variable(text_if_there(one->path() / "environ"), mark))
      found.push_back(pid);
  }
  return found;
}

Task<std::vector<std::string>> left_by(Poller& poller, pid_t process, std::string mark, std::string program) {
  std::vector<pid_t> left = started_by(process, mark);
  for (int look = 0; look != 10 && !left.empty(); ++look) {
    co_await sleep_for(poller.timers(), 10ms);
    left = started_by(process, mark);
  }
  std::vector<std::string> names;
  for (const pid_t pid : left) names.push_back(name_of(pid, program));
  co_return names;
}

LeftBehind::~LeftBehind() {
  if (gone_) return;
  ::kill(-process_, SIGKILL);  // it starts nobody any more
  for (int round = 0; round != 20; ++round) {
    const auto left = started_by(process_, mark_);
    if (left.empty()) return;
    for (const pid_t pid : left) ::kill(pid, SIGKILL);
  }
}

Task<> kill_what_is_left(Poller& poller, pid_t process, std::string mark) {
  for (int round = 0; round != 20; ++round) {
    const auto left = started_by(process, mark);
    if (left.empty()) co_return;
    for (const pid_t pid : left) ::kill(pid, SIGKILL);
    co_await sleep_for(poller.timers(), 5ms);
  }
}

}  // namespace unroll::course
