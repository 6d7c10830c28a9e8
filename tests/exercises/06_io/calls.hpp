#pragma once

#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <deque>
#include <limits>
#include <vector>

#include "exercises/support/check.hpp"

// Stands between an exercise and the kernel, for one descriptor: counts what is called, and lets it fail or
// take only a part. All others pass. Defines the functions of the C library by their names, so one source of
// a program may include it.

namespace unroll::calls {

/// Where bytes came from that were given to the kernel.
struct Piece {
  const char* from;
  std::size_t size;
};

struct Watched {
  int fd = -1;
  std::size_t made = 0;
  std::deque<int> errors{};  // of the next calls, one after the other; 0: none
  std::size_t at_most = std::numeric_limits<std::size_t>::max();
  std::vector<Piece> pieces{};
  check::Seen in_vain{};  // who asks for ever is in a loop without an end
};
inline Watched sending;
inline Watched accepting;

inline void watch(Watched& which, int fd) {
  which = Watched{};
  which.fd = fd;
}

/// What this call is to fail with.
inline int error_of(Watched& which) {
  ++which.made;
  if (which.errors.empty()) return 0;
  const int error = which.errors.front();
  which.errors.pop_front();
  return error;
}

inline long told(Watched& which, long result) {
  if (result < 0 && errno != EINTR) which.in_vain("a call in vain");
  return result;
}

inline long fail(Watched& which, int error) {
  errno = error;
  return told(which, -1);
}

/// The sanitizers see what a test reads, not what the kernel does.
inline void look_at(const char* from, std::size_t size) {
  sending.pieces.push_back({from, size});
  [[maybe_unused]] const volatile int seen = from[0] + from[size - 1];
}

inline ssize_t send(int fd, const msghdr& message, int flags, long call) {
  if (fd != sending.fd) {
    if (call == SYS_sendmsg) return ::syscall(SYS_sendmsg, fd, &message, flags);
    return ::syscall(SYS_writev, fd, message.msg_iov, message.msg_iovlen);
  }
  if (const int error = error_of(sending)) return fail(sending, error);
  if (message.msg_iovlen > 1024) return fail(sending, EINVAL);
  std::vector<iovec> parts(message.msg_iov, message.msg_iov + message.msg_iovlen);
  std::size_t room = sending.at_most;
  for (iovec& part : parts) {
    part.iov_len = std::min(part.iov_len, room);
    room -= part.iov_len;
    if (part.iov_len != 0) look_at(static_cast<const char*>(part.iov_base), part.iov_len);
  }
  msghdr some = message;
  some.msg_iov = parts.data();
  if (call == SYS_sendmsg) return told(sending, ::syscall(SYS_sendmsg, fd, &some, flags));
  return told(sending, ::syscall(SYS_writev, fd, parts.data(), parts.size()));
}

inline ssize_t send_bytes(int fd, const void* bytes, std::size_t size, int flags, long call) {
  iovec part{const_cast<void*>(bytes), size};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  return send(fd, message, flags, call);
}

inline int accept(int fd, sockaddr* address, socklen_t* size, int flags) {
  if (fd != accepting.fd) return static_cast<int>(::syscall(SYS_accept4, fd, address, size, flags));
  if (const int error = error_of(accepting)) return static_cast<int>(fail(accepting, error));
  return static_cast<int>(told(accepting, ::syscall(SYS_accept4, fd, address, size, flags)));
}

}  // namespace unroll::calls

extern "C" {

ssize_t write(int fd, const void* bytes, size_t size) {
  return unroll::calls::send_bytes(fd, bytes, size, 0, SYS_writev);
}
ssize_t send(int fd, const void* bytes, size_t size, int flags) {
  return unroll::calls::send_bytes(fd, bytes, size, flags, SYS_sendmsg);
}
ssize_t writev(int fd, const iovec* parts, int count) {
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(parts);
  message.msg_iovlen = static_cast<std::size_t>(count);
  return unroll::calls::send(fd, message, 0, SYS_writev);
}
ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  return unroll::calls::send(fd, *message, flags, SYS_sendmsg);
}
int accept(int fd, sockaddr* address, socklen_t* size) { return unroll::calls::accept(fd, address, size, 0); }
int accept4(int fd, sockaddr* address, socklen_t* size, int flags) {
  return unroll::calls::accept(fd, address, size, flags);
}

}  // extern "C"
