#pragma once

#include <cstddef>
#include <string>

/// The switch between the toolkit and the system: counts the system calls of a test program, and lets the one
/// that a test chooses fail. The linker leads the calls through here (--wrap, see CMakeLists.txt).
/// Threads: one.
namespace unroll::calls {

enum class Call {
  read,
  write,
  writev,
  accept4,
  connect,
  socket,
  bind,
  listen,
  epoll_create1,
  epoll_ctl,
  epoll_wait,
  fcntl,
  getsockopt,
  setsockopt,
  getsockname,
  shutdown,
  pipe2,
  signalfd,
  waitid,
  posix_spawnp,
  syscall,
  poll,
  count
};

const char* name(Call call);

/// How often since the last `begin`.
std::size_t made(Call call);
std::size_t made();

/// Counts anew, and nothing fails.
void begin();

/// A call that takes or brings only a part of the bytes; others do not know this failure.
inline constexpr int comes_short = -1;

/// Counts anew; the k-th call of all fails with this errno, or comes short.
void begin_and_fail(std::size_t kth, int error);

/// The next `times` calls of this kind fail, whatever the others do.
void fail_next(Call call, int error, std::size_t times = 1);

/// The call that failed last, for messages.
std::string failed();

}  // namespace unroll::calls
