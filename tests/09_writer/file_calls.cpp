#include "09_writer/file_calls.hpp"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <mutex>
#include <thread>
#include <utility>

namespace unroll::calls {
namespace {

struct Switch {
  std::mutex mutex{};
  std::thread::id not_of{};  // guarded by mutex, as all below
  std::size_t made = 0;
  std::size_t fails_at = 0;
  int error = 0;
  int wait_error = 0;
  bool wait_fails = false;
};
Switch now;

/// Counts it. What it is to fail with: 0 if it is to do its work.
int failure() {
  const std::lock_guard lock(now.mutex);
  if (now.not_of == std::this_thread::get_id() || now.not_of == std::thread::id()) return 0;
  return ++now.made == now.fails_at ? now.error : 0;
}

/// True, with errno, if the call is to fail.
bool fails() {
  const int error = failure();
  if (error == 0 || error == comes_short) return false;
  errno = error;
  return true;
}

/// A write to the file is over.
void written() {
  const std::lock_guard lock(now.mutex);
  now.wait_fails = now.wait_error != 0;
}

/// True, with errno, if this is the wait that is to fail.
bool wait_fails() {
  const std::lock_guard lock(now.mutex);
  if (!now.wait_fails || now.not_of == std::this_thread::get_id()) return false;
  errno = std::exchange(now.wait_error, 0);
  now.wait_fails = false;
  return true;
}

}  // namespace

void begin(std::size_t kth, int error) {
  const std::lock_guard lock(now.mutex);
  now.not_of = std::this_thread::get_id();
  now.made = 0;
  now.fails_at = kth;
  now.error = error;
  now.wait_error = 0;
  now.wait_fails = false;
}

void fail_wait_behind_a_write(int error) {
  begin();
  const std::lock_guard lock(now.mutex);
  now.wait_error = error;
}

std::size_t made() {
  const std::lock_guard lock(now.mutex);
  return now.made;
}

}  // namespace unroll::calls

// The names are the linker's.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" {
int __real_epoll_create1(int flags);
int __real_epoll_wait(int epoll, epoll_event* room, int size, int milliseconds);
int __real_eventfd(unsigned count, int flags);
int __real_open(const char* path, int flags, mode_t mode);
ssize_t __real_read(int fd, void* room, std::size_t size);
ssize_t __real_write(int fd, const void* bytes, std::size_t size);
int __real_close(int fd);

int __wrap_epoll_create1(int flags);
int __wrap_epoll_wait(int epoll, epoll_event* room, int size, int milliseconds);
int __wrap_eventfd(unsigned count, int flags);
int __wrap_open(const char* path, int flags, ...);
ssize_t __wrap_read(int fd, void* room, std::size_t size);
ssize_t __wrap_write(int fd, const void* bytes, std::size_t size);
int __wrap_close(int fd);

int __wrap_epoll_create1(int flags) { return unroll::calls::fails() ? -1 : __real_epoll_create1(flags); }
int __wrap_epoll_wait(int epoll, epoll_event* room, int size, int milliseconds) {
  return unroll::calls::wait_fails() ? -1 : __real_epoll_wait(epoll, room, size, milliseconds);
}
int __wrap_eventfd(unsigned count, int flags) {
  return unroll::calls::fails() ? -1 : __real_eventfd(count, flags);
}

int __wrap_open(const char* path, int flags, ...) {
  mode_t mode = 0;
  if ((flags & O_CREAT) != 0) {
    std::va_list more;
    va_start(more, flags);
    mode = va_arg(more, mode_t);
    va_end(more);
  }
  return unroll::calls::fails() ? -1 : __real_open(path, flags, mode);
}

ssize_t __wrap_read(int fd, void* room, std::size_t size) {
  if (size == sizeof(std::uint64_t)) return __real_read(fd, room, size);  // a bell
  return unroll::calls::fails() ? -1 : __real_read(fd, room, size);
}

ssize_t __wrap_write(int fd, const void* bytes, std::size_t size) {
  if (size == sizeof(std::uint64_t)) return __real_write(fd, bytes, size);  // a bell
  const int error = unroll::calls::failure();
  if (error == unroll::calls::comes_short) return __real_write(fd, bytes, 1);
  if (error == 0) {
    const ssize_t count = __real_write(fd, bytes, size);
    unroll::calls::written();
    return count;
  }
  errno = error;
  return -1;
}

/// Closes, also when it says that it failed.
int __wrap_close(int fd) {
  const bool failed = unroll::calls::fails();
  const int error = errno;
  const int result = __real_close(fd);
  if (!failed) return result;
  errno = error;
  return -1;
}
}
// NOLINTEND(bugprone-reserved-identifier)
