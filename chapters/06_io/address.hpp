#pragma once

#include <sys/socket.h>

#include <string>

namespace unroll {

/// Where somebody listens: `127.0.0.1:8080`, `[::1]:8080`, or `unix:/path/to/socket`. Port 0 lets the system
/// choose one. Numbers only: looking up a name asks other machines, and the system's function for it blocks.
/// A value. Threads: any. Cost: no allocation but in `text`, in errors, and to read a long IPv6 address; `of`
/// and `of_peer` are a system call each.
class Address {
 public:
  /// Errors: std::invalid_argument that says what is wrong with `text`.
  explicit Address(const std::string& text);

  /// What the kernel has filled in; `size` bytes of it count.
  Address(const sockaddr_storage& storage, socklen_t size) : storage_(storage), size_(size) {}

  /// Where `fd` listens or is bound. Errors: std::system_error.
  static Address of(int fd);

  /// Who is at the other end of `fd`. Errors: std::system_error; ENOTCONN if nobody is.
  static Address of_peer(int fd);

  /// AF_INET, AF_INET6 or AF_UNIX.
  int family() const { return storage_.ss_family; }

  /// For system calls, with `size` behind it; valid as long as this lives.
  const sockaddr* data() const { return reinterpret_cast<const sockaddr*>(&storage_); }

  /// Bytes of `data`; not the same for every family.
  socklen_t size() const { return size_; }

  /// 0 for Unix sockets.
  int port() const;

  /// As the constructor takes it; `unix:` alone is somebody without a name.
  std::string text() const;

 private:
  sockaddr_storage storage_{};
  socklen_t size_ = 0;
};

}  // namespace unroll
