#include "06_io/fd.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>

namespace unroll {

void throw_errno(const std::string& call, int error) {
  throw std::system_error(error, std::generic_category(), call);
}

// Not again after EINTR: on Linux the descriptor is gone by then, and its number may be somebody else's.
Fd::~Fd() {
  const int before = errno;
  if (fd_ >= 0) ::close(fd_);
  errno = before;
}

PipeEnds make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_errno("pipe2");
  return {Fd(ends[0]), Fd(ends[1])};
}

}  // namespace unroll
