// Wrong: one write takes one string.
// Caught by: Gather.NoPartIsCopied (wrong value)
#pragma once

// An answer has a head, some lines, and a long body. Three writes are three system calls, and on a network
// three packets, of which the second may wait for the peer to acknowledge the first. To copy all into one
// string costs as much as the body is long. The kernel can do better: `writev` takes a list of parts.
// `send_gathered` is right, and slow. Make it fast.
//
// Contract
// - The bytes of all parts are sent, in their order, each of them once; empty parts are nothing.
// - Parts that the kernel takes at once leave in one system call. It takes at most 1024 (IOV_MAX) parts in a
//   call, so more of them take one call for each 1024.
// - The bytes leave from where they are: none of the parts is copied.
// - When the kernel takes only a part, it waits for room, and goes on with the first byte not taken.
// - EINTR and EAGAIN are no errors. All others are a std::system_error.

#include <unistd.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "04_coroutines/task.hpp"
#include "06_io/poller.hpp"

namespace unroll {

inline Task<> send_gathered(Descriptor& to, std::vector<std::string> parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  parts = {std::move(all)};
  for (const std::string& part : parts) {
    for (std::size_t sent = 0; sent != part.size();) {
      const ssize_t count = ::write(to.fd(), part.data() + sent, part.size() - sent);
      if (count < 0 && errno != EINTR && errno != EAGAIN) throw_errno("write");
      if (count > 0) sent += static_cast<std::size_t>(count);
      if (count < 0) co_await to.writable();
    }
  }
}

}  // namespace unroll
