#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <utility>

#include "04_coroutines/sync_wait.hpp"
#include "06_io/poller.hpp"
#include "exercises/support/check.hpp"

namespace unroll::check {

/// A loop that waits for descriptors, on virtual time. When nothing can happen any more although somebody
/// waits, a thousand hours pass in no time, and the test goes on.
struct IoWorld {
  Loop loop{};
  FakeClock clock{};
  Poller poller{loop, clock};
  Timers& timers = poller.timers();

  template <class T>
  T wait(Task<T> task) {
    const Callback night = timers.call_later(std::chrono::hours(1000), [] {
      throw std::runtime_error("[lost wake-up] nothing will happen any more, and these still wait:\n" +
                               who_waits());
    });
    return sync_wait(loop, std::move(task));
  }

  /// Runs all that can run.
  void run() {
    const Callback night = timers.call_later(std::chrono::hours(1000), [this] { loop.stop(); });
    loop.run();
  }

  auto seconds() const {
    return std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count();
  }
};

/// Two ends of a connection. What a test does at its own end, it does at once.
struct Ends {
  Fd theirs{};
  Fd ours{};
};

inline Ends two_ends() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
    throw_errno("socketpair");
  return {Fd(ends[0]), Fd(ends[1])};
}

/// What has arrived there by now.
inline std::string heard_at(const Fd& end) {
  std::string all;
  char room[16 * 1024];
  while (true) {
    const ssize_t count = ::read(end.get(), room, sizeof room);
    if (count <= 0) return all;
    all.append(room, static_cast<std::size_t>(count));
  }
}

/// A text in which each place can be told from its neighbours.
inline std::string long_text(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i != size; ++i) text[i] = static_cast<char>('a' + (i + i / 26) % 26);
  return text;
}

}  // namespace unroll::check
