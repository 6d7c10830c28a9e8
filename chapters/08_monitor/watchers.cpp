#include "08_monitor/watchers.hpp"

#if UNROLL_TRACE

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

namespace unroll::monitor {
namespace {

/// One thread.
struct Seat {
  std::atomic<pid_t> thread = 0;         // 0: nobody
  std::atomic<std::uint8_t> wishes = 0;  // a bit for each Why
  const Monitor* monitor = nullptr;      // guarded by seats_mutex, as the rest
  std::uint64_t beats = 0;               // when it was looked at last
  std::chrono::nanoseconds unchanged{};
  bool told = false;
};

std::mutex seats_mutex;  // handlers do without
std::array<Seat, 64> seats;
Watchers::Say say_it = nullptr;
thread_local Seat* seat_of_this_thread = nullptr;

pid_t this_thread() { return static_cast<pid_t>(::syscall(SYS_gettid)); }

std::uint8_t bit(Watchers::Why why) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(why)); }

/// A thread that has gone in the meantime is not there any more; that is no error.
void ask(Seat& seat, Watchers::Why why) {
  const pid_t thread = seat.thread.load();
  if (thread == 0) return;
  seat.wishes.fetch_or(bit(why));
  ::syscall(SYS_tgkill, ::getpid(), thread, Watchers::signal);
}

void say_all(Monitor& monitor) {
  if (seat_of_this_thread == nullptr) return;
  const std::uint8_t wishes = seat_of_this_thread->wishes.exchange(0);
  for (const auto why : {Watchers::Why::asked, Watchers::Why::hangs, Watchers::Why::redraw}) {
    if ((wishes & bit(why)) != 0) say_it(monitor, why);
  }
}

/// The signal of a person comes to any thread, which passes it on to all; that of `ask` to one.
void handle(int, siginfo_t* info, void*) {
  const int error = errno;
  if (info->si_code != SI_TKILL) {
    for (Seat& seat : seats) ask(seat, Watchers::Why::asked);
  } else if (Monitor* const here = Monitor::here()) {
    here->between_steps(say_all);
  }
  errno = error;
}

/// This thread takes no signals while it lives.
class AllBlocked {
 public:
  AllBlocked() {
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  AllBlocked(const AllBlocked&) = delete;
  AllBlocked& operator=(const AllBlocked&) = delete;
  ~AllBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

void Watchers::answer(Say say) {
  say_it = say;
  struct sigaction action{};
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  ::sigaction(signal, &action, nullptr);
}

void Watchers::join(Monitor& monitor) {
  const std::lock_guard lock(seats_mutex);
  const auto seat = std::find_if(seats.begin(), seats.end(), [](const Seat& one) { return one.thread == 0; });
  if (seat == seats.end()) return;
  seat->wishes = 0;
  seat->monitor = &monitor;
  seat->beats = 0;
  seat->unchanged = {};
  seat->told = false;
  seat_of_this_thread = &*seat;
  seat->thread = this_thread();
}

void Watchers::leave() {
  const std::lock_guard lock(seats_mutex);
  if (seat_of_this_thread == nullptr) return;
  seat_of_this_thread->thread = 0;
  seat_of_this_thread->monitor = nullptr;
  seat_of_this_thread = nullptr;
}

void Watchers::look(std::chrono::nanoseconds ago, std::chrono::nanoseconds hang, bool redraw) {
  const std::lock_guard lock(seats_mutex);
  for (Seat& seat : seats) {
    if (seat.thread == 0) continue;
    const std::uint64_t beats = seat.monitor->beats();
    const bool changed = beats != seat.beats;
    const bool in_a_job = beats % 2 == 1;
    if (redraw && (changed || in_a_job)) ask(seat, Why::redraw);
    seat.beats = beats;
    seat.unchanged = changed ? std::chrono::nanoseconds() : seat.unchanged + ago;
    seat.told = seat.told && !changed;
    if (!in_a_job || seat.unchanged < hang || std::exchange(seat.told, true)) continue;
    ask(seat, Why::hangs);
  }
}

Watchers::Guard::Guard(std::chrono::nanoseconds hang, bool redraw) {
  const AllBlocked here;  // so they are there too: signals are for the program's own threads
  thread_ = std::thread([this, hang, redraw] { watch(hang, redraw); });
}

Watchers::Guard::~Guard() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Watchers::Guard::watch(std::chrono::nanoseconds hang, bool redraw) {
  const std::chrono::nanoseconds pause =
      std::min<std::chrono::nanoseconds>(hang / 4, std::chrono::milliseconds(400));
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, pause, [this] { return over_; })) look(pause, hang, redraw);
}

}  // namespace unroll::monitor

#endif
