#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "06_io/fd.hpp"
#include "09_writer/folder.hpp"

namespace unroll::check {

using unroll::Folder;

inline std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A writer that has not been stopped has some of them.
inline std::ptrdiff_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return std::distance(begin(all), end(all));
}

/// A file that takes no more than a pipe holds until somebody reads.
class SlowFile {
 public:
  static constexpr std::size_t much = 1024 * 1024;  // more than it holds

  explicit SlowFile(const std::string& path) {
    if (::mkfifo(path.c_str(), 0600) != 0) throw_errno("mkfifo");
    reader_ = Fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  }
  bool has_something() const { return wait_for_something(std::chrono::milliseconds(0)); }
  bool wait_for_something(std::chrono::milliseconds at_most) const {
    pollfd question{reader_.get(), POLLIN, 0};
    return ::poll(&question, 1, static_cast<int>(at_most.count())) == 1 && (question.revents & POLLIN) != 0;
  }
  std::string read() const {
    std::array<char, 65536> room{};
    const ssize_t count = ::read(reader_.get(), room.data(), room.size());
    return count > 0 ? std::string(room.data(), static_cast<std::size_t>(count)) : "";
  }
  /// Blocks until it is closed at the other end. Needs: something has come from there.
  std::string read_all() const {
    ::fcntl(reader_.get(), F_SETFL, 0);
    std::string all;
    for (std::string some = read(); !some.empty(); some = read()) all += some;
    return all;
  }
  /// Whoever writes is told that nobody will read.
  void close() { reader_ = Fd(); }

 private:
  Fd reader_;
};

}  // namespace unroll::check
