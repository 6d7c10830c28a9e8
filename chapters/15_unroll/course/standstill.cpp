#include "15_unroll/course/standstill.hpp"

#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// How often a thread has gone to sleep up to now: it stays the same as long as it sleeps on.
std::string switches(const fs::path& thread) {
  const std::string status = read(thread / "status");
  const std::size_t at = status.find("voluntary_ctxt_switches");
  return at == std::string::npos ? "" : status.substr(at);
}

/// A call that is under way: its number and its arguments, as /proc tells them.
struct Call {
  long number = -1;
  std::array<std::uint64_t, 6> arguments{};
};

Call call_of(const fs::path& thread) {
  std::istringstream text(read(thread / "syscall"));
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
    case SYS_epoll_wait:
    case SYS_epoll_pwait: return forever(3) ? Wait::kernel : Wait::none;
    case SYS_poll: return forever(2) ? Wait::blocked : Wait::none;
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

}  // namespace

std::string Stillness::look() {
  const fs::path process = fs::path("/proc") / std::to_string(process_);
  std::error_code gone;
  std::vector<Wait> waits;
  std::string seen;
  threads_.clear();
  for (fs::directory_iterator one(process / "task", gone), end; !gone && one != end; one.increment(gone)) {
    const fs::path& thread = one->path();
    const Call call = call_of(thread);
    waits.push_back(read(thread / "children").empty() ? wait_of(call) : Wait::none);
    seen += thread.filename().string() + " " + std::to_string(call.number) + " " + switches(thread) + "\n";
    threads_.push_back(static_cast<pid_t>(std::stol(thread.filename().string())));
  }
  const std::string word = word_for(waits);
  const bool as_before = seen == before_;
  before_ = word.empty() ? "" : seen;
  return as_before ? word : "";
}

}  // namespace unroll::course
