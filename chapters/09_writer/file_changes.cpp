#include "09_writer/file_changes.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

namespace unroll {

namespace {

Fd make_inotify() {
  Fd fd(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  if (!fd.valid()) throw_errno("inotify_init1");
  return fd;
}

/// The kernel's number for it.
int add_watch(int inotify, const std::string& path) {
  const int number = ::inotify_add_watch(inotify, path.c_str(), IN_MODIFY | IN_MOVED_TO);
  if (number < 0) throw_errno("inotify_add_watch " + path);
  return number;
}

}  // namespace

FileChanges::FileChanges(Poller& poller) : descriptor_(poller, make_inotify()) { wait(); }

void FileChanges::wait() {
  news_ = descriptor_.readable_aside("file changes");
  news_.wait(Job([this] { collect(); }), "file changes");
}

void FileChanges::collect() {
  alignas(inotify_event) std::array<char, 16384> room;
  const ssize_t count = ::read(descriptor_.fd(), room.data(), room.size());
  for (std::size_t at = 0; count > 0 && at < static_cast<std::size_t>(count);) {
    inotify_event event{};
    std::memcpy(&event, &room[at], sizeof event);
    tell(event.wd);
    at += sizeof event + event.len;
  }
  wait();
}

/// -1 says that there were more changes than the kernel could keep: then each may have changed.
void FileChanges::tell(int number) {
  const auto [begin, end] =
      number == -1 ? std::pair(watches_.begin(), watches_.end()) : watches_.equal_range(number);
  std::for_each(begin, end, [](const auto& one) { one.second->changed_.set(); });
}

FileChanges::Watch::Watch(FileChanges& changes, const std::string& path)
    : changes_(changes),
      number_(add_watch(changes.descriptor_.fd(), path)),
      changed_(changes.descriptor_.poller().loop()),
      open_(changes.descriptor_.poller().hold_open()) {
  changes_.watches_.emplace(number_, this);
}

FileChanges::Watch::~Watch() {
  const auto [begin, end] = changes_.watches_.equal_range(number_);
  const auto mine = std::find_if(begin, end, [this](const auto& one) { return one.second == this; });
  changes_.watches_.erase(mine);
  // The kernel gives one number to all who watch the same file.
  if (!changes_.watches_.contains(number_)) ::inotify_rm_watch(changes_.descriptor_.fd(), number_);
}

}  // namespace unroll
