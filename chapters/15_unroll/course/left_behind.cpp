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
    if (in_group ||
        (std::string(1, '\0') + text_if_there(one->path() / "environ")).find('\0' + mark + '\0') !=
            std::string::npos)
      found.push_back(pid);
  }
  return found;
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
