// Wrong: the only error that there is for good is EPIPE: the peer has gone.
// Caught by: SendAll.AllOtherErrorsEndIt (wrong value)
#pragma once

// A write takes what the kernel has room for, and says how much that was. On the machine where a program is
// written that is all of it, always. `send_all` works there. Mend it; what it is given may become another
// type.
//
// Contract
// - All bytes are sent, in their order, each of them once.
// - They are its own: whoever called may have thrown his away before the task begins.
// - As long as the kernel takes no more, it waits until the kernel would, and asks for nothing meanwhile.
//   What the kernel takes at once needs no wait, and one call.
// - EINTR and EAGAIN are no errors. All others are a std::system_error.

#include <unistd.h>

#include <span>
#include <string>

#include "04_coroutines/task.hpp"
#include "06_io/poller.hpp"

namespace unroll {

inline Task<> send_all(Descriptor& to, std::string bytes) {
  std::span<const char> left(bytes);
  while (!left.empty()) {
    const ssize_t count = ::write(to.fd(), left.data(), left.size());
    if (count < 0 && errno == EPIPE) throw_errno("write");
    if (count > 0) left = left.subspan(static_cast<std::size_t>(count));
    if (!left.empty()) co_await to.writable();
  }
}

}  // namespace unroll
