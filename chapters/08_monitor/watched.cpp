// Linked into a program, this watches all its loops when UNROLL_MONITOR asks for it. It begins before `main`.

#include "08_monitor/watchers.hpp"

#if UNROLL_TRACE

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

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

/// Until it takes more, as a blocking one does: whoever shares the file may have set it to O_NONBLOCK.
void wait_for_room() {
  pollfd room{target.fd, POLLOUT, 0};
  (void)::poll(&room, 1, -1);
}

void write_to_target(void*, const char* text, std::size_t size) {
  while (size != 0) {
    const ssize_t count = ::write(target.fd, text, size);
    if (count < 0 && errno == EAGAIN) wait_for_room();
    if (count < 0 && errno != EINTR && errno != EAGAIN) return;  // nobody reads any more, so nobody is told
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

/// What stands on a terminal that is drawn anew: a table for each thread, and below them what was reported
/// last. It is kept in one place without allocating, for a handler draws. Threads: any that has the Word.
class Screen {
 public:
  /// Some text; what has no room is cut off.
  class Piece {
   public:
    void clear() { size_ = 0; }
    static void add(void* to, const char* text, std::size_t size) {
      Piece& piece = *static_cast<Piece*>(to);
      piece.size_ += std::string_view(text, size)
                         .copy(piece.text_.data() + piece.size_, piece.text_.size() - piece.size_);
    }
    std::string_view text() const { return {text_.data(), size_}; }

   private:
    std::array<char, 4096> text_{};
    std::size_t size_ = 0;
  };

  /// Empty, to be written anew. Of more threads than these some share one.
  Piece& of_thread(int number) {
    return cleared(tables_[static_cast<std::size_t>(number - 1) % tables_.size()]);
  }

  /// In place of the oldest report.
  Piece& of_report() { return cleared(reports_[reported_++ % reports_.size()]); }

  void draw(Output& out) const {
    out << "\x1b[H\x1b[2J";
    for (const Piece& table : tables_) out << table.text();
    for (std::size_t i = 0; i != reports_.size(); ++i)
      out << reports_[(reported_ + i) % reports_.size()].text();
  }

 private:
  static Piece& cleared(Piece& piece) {
    piece.clear();
    return piece;
  }

  std::array<Piece, 8> tables_;
  std::array<Piece, 6> reports_;  // from `reported_` on, the oldest first
  std::size_t reported_ = 0;
};
Screen screen;

bool draws() { return target.how == How::live && target.terminal; }

void tell(const Report& report) {
  const Word mine;
  Output out(write_to_target, nullptr);
  (target.how == How::json ? report_as_json : report_as_text)(out, report);
  if (!draws()) return;
  Output kept(Screen::Piece::add, &screen.of_report());
  report_as_text(kept, report);
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
    if (!draws()) return say_text(out, why, tasks);
    {
      Output table(Screen::Piece::add, &screen.of_thread(number_));
      say_text(table, why, tasks);
    }
    screen.draw(out);
  }

 private:
  void say_text(Output& out, const char* why, bool tasks) {
    out << "monitor: " << why;
    if (number_ != 1) out << ", thread " << number_;
    out << "\n";
    figures_as_text(out, monitor_.figures());
    if (tasks) monitor_.dump(out);
  }

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
