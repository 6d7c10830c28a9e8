#include "15_unroll/course/standstill.hpp"

#include <signal.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <sstream>

#include "15_unroll/course/files.hpp"
#include "15_unroll/course/left_behind.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

/// How often a thread has gone to sleep up to now: it stays the same as long as it sleeps on.
std::string switches(const fs::path& thread) {
  const std::string status = text_if_there(thread / "status");
  const std::size_t at = status.find("voluntary_ctxt_switches");
  return at == std::string::npos ? "" : status.substr(at);
}

/// A call that is under way: its number and its arguments, as /proc tells them.
struct Call {
  long number = -1;
  std::array<std::uint64_t, 6> arguments{};
};

Call call_of(const fs::path& thread) {
  std::istringstream text(text_if_there(thread / "syscall"));
  Call call;
  if (!(text >> call.number)) return Call{};  // it runs
  text >> std::hex;
  for (std::uint64_t& argument : call.arguments) {
    std::string word;
    text >> word;
    argument = word.empty() ? 0 : std::strtoull(word.c_str(), nullptr, 16);
  }
  return call;
}

enum class Wait : std::uint8_t { none, thread, kernel, blocked };

/// What it waits for, if it waits without an end.
Wait wait_of(const Call& call) {
  const auto forever = [&](std::size_t argument) { return static_cast<int>(call.arguments[argument]) < 0; };
  switch (call.number) {
    case SYS_futex: return call.arguments[3] == 0 ? Wait::thread : Wait::none;
#ifdef SYS_epoll_wait  // newer machines have fewer calls
    case SYS_epoll_wait:
#endif
    case SYS_epoll_pwait: return forever(3) ? Wait::kernel : Wait::none;
#ifdef SYS_poll
    case SYS_poll: return forever(2) ? Wait::blocked : Wait::none;
#endif
#ifdef SYS_select
    case SYS_select: return call.arguments[4] == 0 ? Wait::blocked : Wait::none;
#endif
#ifdef SYS_pause
    case SYS_pause:
#endif
    case SYS_rt_sigsuspend:
    case SYS_flock: return Wait::blocked;
    case SYS_pselect6: return call.arguments[4] == 0 ? Wait::blocked : Wait::none;
    case SYS_ppoll:
    case SYS_rt_sigtimedwait: return call.arguments[2] == 0 ? Wait::blocked : Wait::none;
    case SYS_read:
    case SYS_write:
    case SYS_recvfrom:
    case SYS_recvmsg:
    case SYS_sendto:
    case SYS_accept:
    case SYS_accept4:
    case SYS_connect:
    case SYS_wait4:
    case SYS_waitid: return Wait::blocked;
    default: return Wait::none;
  }
}

std::string word_for(const std::vector<Wait>& waits) {
  const auto has = [&](Wait wait) { return std::find(waits.begin(), waits.end(), wait) != waits.end(); };
  if (waits.empty() || has(Wait::none)) return "";
  if (has(Wait::blocked)) return "blocked loop";
  return has(Wait::kernel) ? "lost wake-up" : "deadlock";
}

bool is_in_state(const fs::path& thread, char state) {
  return text_if_there(thread / "status").find(std::string("State:\t") + state) != std::string::npos;
}

/// In a D it waits for a disk, which may be slow and comes to an end: no signal would wake it, either.
Wait wait_of(const fs::path& thread, const Call& call) {
  if (is_in_state(thread, 'T')) return Wait::blocked;  // somebody has stopped it
  return is_in_state(thread, 'D') ? Wait::none : wait_of(call);
}

/// Whether it has blocked all signals that a program can hear of, as a sanitizer does for its own threads.
bool is_deaf(const fs::path& thread) {
  const std::string status = text_if_there(thread / "status");
  const std::size_t at = status.find("SigBlk:");
  if (at == std::string::npos) return false;
  const std::uint64_t blocked = std::strtoull(status.c_str() + at + 7, nullptr, 16);
  const auto has = [&](int signal) { return ((blocked >> (signal - 1)) & 1U) != 0; };
  return has(SIGHUP) && has(SIGINT) && has(SIGUSR1) && has(SIGUSR2) && has(SIGTERM) && has(SIGPROF);
}

/// Whether a descriptor is a timer that is armed: `it_value: (0, 599973431)`.
bool has_armed_timer(const fs::path& process) {
  std::error_code gone;
  for (fs::directory_iterator one(process / "fdinfo", gone), end; !gone && one != end; one.increment(gone)) {
    const std::string info = text_if_there(one->path());
    const std::size_t at = info.find("it_value: (");
    if (at != std::string::npos && !info.substr(at + 11).starts_with("0, 0)")) return true;
  }
  return !text_if_there(process / "timers").empty();  // those of timer_create
}

/// Whether it has a handler for the signal of an alarm: whether one is set cannot be seen.
bool waits_for_alarm(const fs::path& process) {
  const std::string status = text_if_there(process / "status");
  const std::size_t at = status.find("SigCgt:");
  if (at == std::string::npos) return false;
  return ((std::strtoull(status.c_str() + at + 7, nullptr, 16) >> (SIGALRM - 1)) & 1U) != 0;
}

}  // namespace

bool Stillness::may_be_woken() const {
  const fs::path process = proc_ / std::to_string(process_);
  return has_armed_timer(process) || waits_for_alarm(process) || !started_by(process_, mark_).empty();
}

// Who may wake it is asked before it is looked at: whoever has done so and gone meanwhile is seen by what
// follows.
std::string Stillness::look() {
  const bool waits_for_somebody = !before_.empty() && may_be_woken();
  const fs::path process = proc_ / std::to_string(process_);
  std::error_code gone;
  std::vector<Wait> waits;
  std::string seen;
  threads_.clear();
  bool helper_is_seen = !with_helper_;  // behind the first thread it is the oldest; others may be deaf, too
  for (fs::directory_iterator one(process / "task", gone), end; !gone && one != end; one.increment(gone)) {
    const fs::path& thread = one->path();
    const auto number = static_cast<pid_t>(std::stol(thread.filename().string()));
    if (!helper_is_seen && number != process_ && is_deaf(thread)) {
      helper_is_seen = true;
      continue;
    }
    const Call call = call_of(thread);
    waits.push_back(wait_of(thread, call));
    seen += thread.filename().string() + " " + std::to_string(call.number) + " " + switches(thread) + "\n";
    threads_.push_back(number);
  }
  const std::string word = word_for(waits);
  const bool as_before = seen == before_;
  before_ = word.empty() ? "" : seen;
  return as_before && !waits_for_somebody ? word : "";
}

}  // namespace unroll::course
