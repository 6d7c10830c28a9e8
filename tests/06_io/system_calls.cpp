#include "06_io/system_calls.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>

namespace unroll::calls {
namespace {

constexpr std::size_t kinds = static_cast<std::size_t>(Call::count);
constexpr std::array<const char*, kinds> names{
    "read",        "write",         "writev",    "accept4",    "connect", "socket",       "bind",
    "listen",      "epoll_create1", "epoll_ctl", "epoll_wait", "fcntl",   "getsockopt",   "setsockopt",
    "getsockname", "shutdown",      "pipe2",     "signalfd",   "waitid",  "posix_spawnp", "syscall",
    "poll"};

struct Switch {
  std::array<std::size_t, kinds> made{};
  std::size_t all = 0;
  std::size_t fails_at = 0;  // 0: none
  int error = 0;
  Call chosen = Call::count;
  int chosen_error = 0;
  std::size_t chosen_times = 0;
  std::string failed = "none";
};
Switch now;

/// Counts it. What it is to fail with: 0 if it is to do its work.
int failure(Call call) {
  ++now.made[static_cast<std::size_t>(call)];
  ++now.all;
  int error = 0;
  if (now.all == now.fails_at) error = now.error;
  if (call == now.chosen && now.chosen_times != 0) {
    --now.chosen_times;
    error = now.chosen_error;
  }
  if (error != 0) now.failed = std::to_string(now.all) + ", " + name(call);
  return error;
}

/// Fails, or calls `real`.
template <class R, class F>
R pass(Call call, R failed, F real) {
  const int error = failure(call);
  if (error == 0 || error == comes_short) return real();
  errno = error;
  return failed;
}

/// The same where there are bytes: `real` takes how many at most.
template <class F>
ssize_t pass_bytes(Call call, std::size_t bytes, F real) {
  const int error = failure(call);
  if (error == 0) return real(bytes);
  if (error == comes_short) return real(std::min<std::size_t>(bytes, 1));
  errno = error;
  return -1;
}

}  // namespace

const char* name(Call call) { return names.at(static_cast<std::size_t>(call)); }
std::size_t made(Call call) { return now.made.at(static_cast<std::size_t>(call)); }
std::size_t made() { return now.all; }
void begin() { now = Switch(); }
void begin_and_fail(std::size_t kth, int error) {
  begin();
  now.fails_at = kth;
  now.error = error;
}
void fail_next(Call call, int error, std::size_t times) {
  now.chosen = call;
  now.chosen_error = error;
  now.chosen_times = times;
}
std::string failed() { return now.failed; }

}  // namespace unroll::calls

using unroll::calls::Call;
using unroll::calls::pass;
using unroll::calls::pass_bytes;

// What the linker puts in the place of `name`, and what it then calls the real one.
#define UNROLL_WRAP(result, name, parameters, arguments)                                       \
  result __real_##name parameters;                                                             \
  result __wrap_##name parameters;                                                             \
  result __wrap_##name parameters {                                                            \
    return pass(Call::name, static_cast<result>(-1), [&] { return __real_##name arguments; }); \
  }

extern "C" {

ssize_t __real_read(int, void*, size_t);
ssize_t __wrap_read(int fd, void* room, size_t size);
ssize_t __wrap_read(int fd, void* room, size_t size) {
  return pass_bytes(Call::read, size, [&](std::size_t some) { return __real_read(fd, room, some); });
}

ssize_t __real_write(int, const void*, size_t);
ssize_t __wrap_write(int fd, const void* bytes, size_t size);
ssize_t __wrap_write(int fd, const void* bytes, size_t size) {
  return pass_bytes(Call::write, size, [&](std::size_t some) { return __real_write(fd, bytes, some); });
}

ssize_t __real_writev(int, const iovec*, int);
ssize_t __wrap_writev(int fd, const iovec* parts, int count);
ssize_t __wrap_writev(int fd, const iovec* parts, int count) {
  return pass_bytes(Call::writev, 2, [&](std::size_t some) {
    return some == 1 ? __real_write(fd, parts->iov_base, 1) : __real_writev(fd, parts, count);
  });
}

/// The kernel goes on connecting when it says EINTR.
int __real_connect(int, const sockaddr*, socklen_t);
int __wrap_connect(int fd, const sockaddr* address, socklen_t size);
int __wrap_connect(int fd, const sockaddr* address, socklen_t size) {
  const int result = pass(Call::connect, -1, [&] { return __real_connect(fd, address, size); });
  if (result == 0 || errno != EINTR) return result;
  (void)__real_connect(fd, address, size);
  errno = EINTR;
  return -1;
}

UNROLL_WRAP(int, accept4, (int fd, sockaddr* address, socklen_t* size, int flags), (fd, address, size, flags))
UNROLL_WRAP(int, socket, (int family, int type, int protocol), (family, type, protocol))
UNROLL_WRAP(int, bind, (int fd, const sockaddr* address, socklen_t size), (fd, address, size))
UNROLL_WRAP(int, listen, (int fd, int backlog), (fd, backlog))
UNROLL_WRAP(int, epoll_create1, (int flags), (flags))
UNROLL_WRAP(int, epoll_ctl, (int epoll, int operation, int fd, epoll_event* event),
            (epoll, operation, fd, event))
UNROLL_WRAP(int, epoll_wait, (int epoll, epoll_event* events, int most, int limit),
            (epoll, events, most, limit))
UNROLL_WRAP(int, getsockopt, (int fd, int level, int what, void* value, socklen_t* size),
            (fd, level, what, value, size))
UNROLL_WRAP(int, setsockopt, (int fd, int level, int what, const void* value, socklen_t size),
            (fd, level, what, value, size))
UNROLL_WRAP(int, getsockname, (int fd, sockaddr* address, socklen_t* size), (fd, address, size))
UNROLL_WRAP(int, shutdown, (int fd, int how), (fd, how))
UNROLL_WRAP(int, pipe2, (int* ends, int flags), (ends, flags))
UNROLL_WRAP(int, signalfd, (int fd, const sigset_t* signals, int flags), (fd, signals, flags))
UNROLL_WRAP(int, poll, (pollfd * watched, nfds_t count, int limit), (watched, count, limit))
UNROLL_WRAP(int, waitid, (idtype_t what, id_t id, siginfo_t* info, int flags), (what, id, info, flags))

/// Of these two, those that are used here take one argument more, or two.
int __real_fcntl(int, int, ...);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...) {
  std::va_list rest;
  va_start(rest, command);
  const long argument = va_arg(rest, long);
  va_end(rest);
  return pass(Call::fcntl, -1, [&] { return __real_fcntl(fd, command, argument); });
}

long __real_syscall(long, ...);
long __wrap_syscall(long number, ...);
long __wrap_syscall(long number, ...) {
  std::va_list rest;
  va_start(rest, number);
  const long first = va_arg(rest, long);
  const long second = va_arg(rest, long);
  va_end(rest);
  return pass(Call::syscall, -1L, [&] { return __real_syscall(number, first, second); });
}

/// This one returns its error.
int __real_posix_spawnp(pid_t*, const char*, const posix_spawn_file_actions_t*, const posix_spawnattr_t*,
                        char* const*, char* const*);
int __wrap_posix_spawnp(pid_t* pid, const char* file, const posix_spawn_file_actions_t* actions,
                        const posix_spawnattr_t* attributes, char* const* words, char* const* variables);
int __wrap_posix_spawnp(pid_t* pid, const char* file, const posix_spawn_file_actions_t* actions,
                        const posix_spawnattr_t* attributes, char* const* words, char* const* variables) {
  errno = 0;
  const int result = pass(Call::posix_spawnp, -1, [&] {
    return __real_posix_spawnp(pid, file, actions, attributes, words, variables);
  });
  return result == -1 ? errno : result;
}

}  // extern "C"
