// Wrong: an empty part does no harm: the kernel passes over it.
// Caught by: Gather.EmptyPartsTakeNoRoomInACall (wrong value)
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

#include <sys/uio.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "04_coroutines/task.hpp"
#include "06_io/poller.hpp"

namespace unroll {

/// What is left to be sent of some parts.
class Left {
 public:
  explicit Left(std::vector<std::string>& parts) {
    for (std::string& part : parts) {
      all_.push_back({part.data(), part.size()});
    }
    taken(0);
  }
  bool empty() const { return next_ == all_.size(); }
  const iovec* data() const { return &all_[next_]; }
  int size() const { return static_cast<int>(std::min<std::size_t>(all_.size() - next_, 1024)); }

  void taken(std::size_t bytes) {
    while (!empty() && bytes >= all_[next_].iov_len) bytes -= all_[next_++].iov_len;
    if (bytes == 0) return;
    iovec& part = all_[next_];
    part.iov_base = static_cast<char*>(part.iov_base) + bytes;
    part.iov_len -= bytes;
  }

 private:
  std::vector<iovec> all_;
  std::size_t next_ = 0;
};

inline Task<> send_gathered(Descriptor& to, std::vector<std::string> parts) {
  Left left(parts);
  while (!left.empty()) {
    const ssize_t count = ::writev(to.fd(), left.data(), left.size());
    if (count < 0 && errno != EINTR && errno != EAGAIN) throw_errno("writev");
    if (count > 0) left.taken(static_cast<std::size_t>(count));
    if (count < 0) co_await to.writable();
  }
}

}  // namespace unroll
