#pragma once

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace unroll {

/// Throws what the system call that just failed has left in errno; `call` says which it was, and with what.
[[noreturn]] void throw_errno(const std::string& call, int error = errno);

/// Owns a file descriptor, and closes it. -1 is none.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    Fd before(std::exchange(fd_, std::exchange(other.fd_, -1)));
    return *this;
  }
  ~Fd();

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }

  /// Gives the descriptor away, unclosed.
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

/// Both ends of a new pipe: what is written to `in` is read from `out`. Closed in programs that are started.
struct PipeEnds {
  Fd out;
  Fd in;
};
PipeEnds make_pipe();

}  // namespace unroll
