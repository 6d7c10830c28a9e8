// Linked into a program, this watches all its loops when UNROLL_MONITOR asks for it. It begins before `main`.

#include "08_monitor/watchers.hpp"

#if UNROLL_TRACE

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "08_monitor/setting.hpp"
#include "08_monitor/views.hpp"

namespace unroll::monitor {
namespace {

using How = Setting::How;

/// What all threads share; set before the first of them begins.
struct Target {
  How how = How::text;
  int fd = STDERR_FILENO;
  bool terminal = false;
  Limits limits;
};
Target target;
std::atomic<int> threads = 0;

void write_to_target(void*, const char* text, std::size_t size) {
  while (size != 0) {
    const ssize_t count = ::write(target.fd, text, size);
    if (count < 0 && errno != EINTR) return;  // nobody reads any more: there is nobody to tell either
    if (count <= 0) continue;
    text += count;
    size -= static_cast<std::size_t>(count);
  }
}

/// What one thread says comes in pieces: while this lives no other comes in between. A thread that has it is
/// in the midst of a step or of an answer, so no handler on it waits for itself.
class Word {
 public:
  Word() {
    while (taken.test_and_set(std::memory_order_acquire)) ::sched_yield();
  }
  Word(const Word&) = delete;
  Word& operator=(const Word&) = delete;
  ~Word() { taken.clear(std::memory_order_release); }

 private:
  static inline std::atomic_flag taken;
};

void tell(const Report& report) {
  const Word mine;
  Output out(write_to_target, nullptr);
  (target.how == How::json ? report_as_json : report_as_text)(out, report);
}

/// The watch over one thread, from its first step to its end.
class Watch {
 public:
  Watch() : number_(++threads), monitor_(tell, target.limits) { Watchers::join(monitor_); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch() {
    Watchers::leave();
    say("the end");
    over = true;
  }

  static inline thread_local bool over = false;  // what destructors do later is not watched
  static inline thread_local Watch* here = nullptr;

  void say(const char* why, bool tasks = false) {
    const Word mine;
    Output out(write_to_target, nullptr);
    if (target.how == How::json) return say_json(out, why, tasks);
    if (target.how == How::live && target.terminal) out << "\x1b[H\x1b[2J";
    out << "monitor: " << why;
    if (number_ != 1) out << ", thread " << number_;
    out << "\n";
    figures_as_text(out, monitor_.figures());
    if (tasks) monitor_.dump(out);
  }

 private:
  void say_json(Output& out, const char* why, bool tasks) {
    out << "{\"kind\":\"figures\",\"why\":\"" << why << "\",\"thread\":" << number_ << ",";
    figures_as_json(out, monitor_.figures());
    if (tasks) monitor_.dump(out << ",", Form::json);
    out << "}\n";
  }

  int number_;
  Monitor monitor_;
};

void watch_this_thread() {
  if (Watch::over) return;
  thread_local Watch watch;
  Watch::here = &watch;
}

void say(Monitor&, Watchers::Why why) {
  if (Watch::here == nullptr) return;
  switch (why) {
    case Watchers::Why::asked: return Watch::here->say("asked by a signal", true);
    case Watchers::Why::hangs: return Watch::here->say("the loop hangs", true);
    case Watchers::Why::redraw: return Watch::here->say("now", true);
  }
}

[[noreturn]] void refuse(const std::string& why) {
  std::fprintf(stderr, "unroll: %s\n", why.c_str());
  std::_Exit(2);
}

std::optional<Micros> milliseconds(const char* name) {
  const char* const value = std::getenv(name);
  if (value == nullptr || *value == '\0') return {};
  if (const auto parsed = parse_milliseconds(value)) return parsed;
  refuse(std::string(name) + " is a number of milliseconds, and this is none: " + value);
}

void open_target(const Setting& setting) {
  target.how = setting.how;
  if (!setting.file.empty())
    target.fd = ::open(setting.file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
  if (target.fd < 0)
    refuse("cannot watch the run: " + setting.file + ": " + std::strerror(errno) +
           " (UNROLL_MONITOR names it)");
  target.terminal = ::isatty(target.fd) == 1;
}

/// The watch over this program, from before `main` to behind it.
class WatchedRun {
 public:
  WatchedRun() {
    const char* const value = std::getenv("UNROLL_MONITOR");
    if (value == nullptr || *value == '\0') return;
    const auto setting = Setting::parse(value);
    if (!setting)
      refuse(std::string(
                 "UNROLL_MONITOR is text, json or live, with :FILE behind it or not, and this is none: ") +
             value);
    open_target(*setting);
    if (const auto slow = milliseconds("UNROLL_MONITOR_SLOW")) target.limits.slow = *slow;
    const auto hang = milliseconds("UNROLL_MONITOR_HANG").value_or(std::chrono::seconds(5));
    Watchers::answer(say);
    Monitor::for_other_threads(watch_this_thread);
    guard_ = std::make_unique<Watchers::Guard>(hang, setting->how == How::live);
  }

 private:
  std::unique_ptr<Watchers::Guard> guard_;
};

const WatchedRun watched_run;

}  // namespace
}  // namespace unroll::monitor

#endif
