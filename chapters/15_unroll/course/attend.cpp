#include "15_unroll/course/attend.hpp"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "05_scopes/race.hpp"
#include "15_unroll/course/files.hpp"

namespace unroll::course {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr auto between_looks = 100ms;
constexpr std::size_t log_limit = std::size_t{4} * 1024 * 1024;
constexpr std::size_t print_limit = std::size_t{64} * 1024 * 1024;

/// Each thread says where it is; `main` of the test has asked for that signal.
void ask_where(pid_t process, const std::vector<pid_t>& threads) {
  for (const pid_t thread : threads) ::syscall(SYS_tgkill, process, thread, SIGUSR1);
}

std::size_t count_lines(const fs::path& file, const std::string& with) {
  std::ifstream in(file);
  std::size_t count = 0;
  for (std::string line; std::getline(in, line);) count += line.find(with) != std::string::npos ? 1 : 0;
  return count;
}

/// Of all its threads.
std::chrono::seconds processor_time_of(pid_t process) {
  std::ifstream in("/proc/" + std::to_string(process) + "/stat");
  std::string stat;
  std::getline(in, stat, '\0');
  std::istringstream words(stat.substr(std::min(stat.rfind(')') + 1, stat.size())));
  std::string skipped;
  for (int i = 0; i != 11; ++i) words >> skipped;
  long user = 0;
  long system = 0;
  words >> user >> system;
  return std::chrono::seconds((user + system) / ::sysconf(_SC_CLK_TCK));
}

/// That it really uses, with what a sanitizer takes for itself.
int megabytes_of(pid_t process) {
  std::istringstream pages(text_if_there("/proc/" + std::to_string(process) + "/statm"));
  long reserved = 0;
  long used = 0;
  pages >> reserved >> used;
  return static_cast<int>(used * (::sysconf(_SC_PAGESIZE) / 1024) / 1024);
}

/// What the threads of a process have to say of where they are, if they say it soon.
Task<> listen_to_threads(Poller& poller, pid_t pid, Stillness stillness, fs::path records, int looks) {
  (void)stillness.look();
  ask_where(pid, stillness.threads());
  for (int look = 0; look != looks; ++look) {
    if (count_lines(records, "\"event\":\"thread\"") >= stillness.threads().size()) co_return;
    co_await sleep_for(poller.timers(), 20ms);
  }
}

Task<std::optional<Exit>> exit_of(Process& process) { co_return co_await process.wait(); }

Task<std::optional<Exit>> none_after(Timers& timers, Duration time) {
  co_await sleep_for(timers, time);
  co_return std::nullopt;
}

}  // namespace

Task<std::optional<Exit>> exit_within(Poller& poller, Process& process, Duration time) {
  std::vector<Task<std::optional<Exit>>> both;
  both.push_back(exit_of(process));
  both.push_back(none_after(poller.timers(), time));
  co_return co_await race(poller.loop(), std::move(both));
}

Task<> keep(Stream& from, fs::path file, std::size_t& printed) {
  std::ofstream log(file, std::ios::binary | std::ios::app);
  std::vector<char> room(65536);
  std::size_t kept = 0;
  try {
    while (const std::size_t count = co_await from.read_some(room)) {
      if (kept < log_limit) log.write(room.data(), static_cast<std::streamsize>(count));
      kept += count;
      printed += count;
    }
  } catch (const std::system_error&) {
    // Its end was closed in the midst of a line.
  }
}

Task<> attend(Poller& poller, Process& process, std::chrono::seconds time, fs::path records,
              Stillness stillness, Evidence& evidence) {
  const auto goes_on = [&evidence] { return evidence.standstill.empty() && !evidence.prints_on; };
  for (auto rounds = time / between_looks; rounds > 0 && goes_on(); --rounds) {
    if (const auto exit = co_await exit_within(poller, process, between_looks)) {
      evidence.status = exit->status;
      evidence.signal = exit->signal;
      co_return;
    }
    evidence.standstill = stillness.look();
    evidence.prints_on = evidence.printed > print_limit;
    evidence.memory_used_up = megabytes_of(process.pid()) > evidence.memory_megabytes;
    if (evidence.memory_used_up)  // soon, for it goes on
      co_return co_await listen_to_threads(poller, process.pid(), stillness, std::move(records), 3);
  }
  evidence.out_of_time = true;
  if (goes_on() && processor_time_of(process.pid()) < time / 20) evidence.standstill = "asleep";
  co_await listen_to_threads(poller, process.pid(), stillness, std::move(records), 20);
}

}  // namespace unroll::course
