#pragma once

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace unroll {

/// Throws what the system call that just failed has left in errno; `call` says which it was, and with what.
[[noreturn]] void throw_errno(const std::string& call, int error = errno);

/// Owns a file descriptor, and closes it. -1 is none. Moves only. Threads: any, one at a time. Errors: those
/// of closing are told to nobody, and errno stays.
class Fd {
 public:
  Fd() = default;

  /// Takes `fd` over from whoever has opened it. Sets no flags.
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    Fd before(std::exchange(fd_, std::exchange(other.fd_, -1)));
    return *this;
  }
  ~Fd();

  /// For system calls; stays this one's to close.
  int get() const { return fd_; }

  /// False for none; does not ask the kernel.
  bool valid() const { return fd_ >= 0; }

  /// Gives the descriptor away, unclosed.
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

/// Both ends of a new pipe: what is written to `in` is read from `out`. Closed in programs that are started.
struct PipeEnds {
  Fd out;  ///< to read from
  Fd in;   ///< to write to
};

/// A new pipe, whose ends block. Errors: std::system_error.
PipeEnds make_pipe();

}  // namespace unroll
