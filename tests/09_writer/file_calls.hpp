#pragma once

#include <cstddef>

/// The switch between a writer's thread and the system: counts the calls that such a thread makes for its
/// loop and its file (epoll_create1, eventfd, open, read, write, close), and lets one of them fail. What
/// rings the bell of another loop is not counted: that cannot fail. The linker leads the calls through here.
/// Threads: any.
namespace unroll::calls {

/// Of a write: it takes one byte. Others do not know this failure.
inline constexpr int comes_short = -1;

/// Counts anew, the calls of all threads but this one; the k-th fails with this errno, or comes short. 0:
/// none.
void begin(std::size_t kth = 0, int error = 0);

/// The next time that such a thread waits after it has written to its file, the wait fails.
void fail_wait_behind_a_write(int error);

std::size_t made();

}  // namespace unroll::calls
