#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "07_threads/home.hpp"
#include "09_writer/folder.hpp"
#include "09_writer/with_writer.hpp"

namespace unroll {

inline std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::ptrdiff_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return std::distance(begin(all), end(all));
}

/// Descriptors that a program would get that is started now.
inline std::ptrdiff_t descriptors_that_are_inherited() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return std::count_if(begin(all), end(all), [](const auto& one) {
    const int flags = ::fcntl(std::stoi(one.path().filename()), F_GETFD);
    return flags >= 0 && (flags & FD_CLOEXEC) == 0;
  });
}

/// A home, a folder, and what the loop was told in silence.
struct WriterHome : Home {
  WriterHome() {
    loop.on_report([this](const std::string& what) { reports.push_back(what); });
  }
  Folder folder;
  std::string path = folder.file("out");
  Steps reports;
};

/// A file that takes no more than a pipe holds until somebody reads.
class SlowFile {
 public:
  explicit SlowFile(const std::string& path) {
    if (::mkfifo(path.c_str(), 0600) != 0) throw_errno("mkfifo");
    reader_ = Fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  }
  bool has_something() const {
    pollfd question{reader_.get(), POLLIN, 0};
    return ::poll(&question, 1, 0) == 1 && (question.revents & POLLIN) != 0;
  }
  std::string read() const {
    std::array<char, 65536> room{};
    const ssize_t count = ::read(reader_.get(), room.data(), room.size());
    return count > 0 ? std::string(room.data(), static_cast<std::size_t>(count)) : "";
  }
  /// Whoever writes is told that nobody will read.
  void close() { reader_ = Fd(); }

 private:
  Fd reader_;
};

constexpr std::size_t much = 1024 * 1024;  // more than a pipe holds

inline Task<> until_something_is_written(Timers& timers, const SlowFile& file) {
  while (!file.has_something()) co_await sleep_for(timers, 0ms);
}

/// A writer that fails in the midst of a write for which nobody waits any more.
inline Task<Writer> writer_with_an_error_unheard(Mailbox& home, std::string path) {
  SlowFile file(path);
  Writer writer = co_await Writer::open(home, path);
  {
    const Future<void> given_up = writer.write(std::string(much, 'x'));
    co_await until_something_is_written(home.poller().timers(), file);
  }
  file.close();
  co_return writer;
}

/// What a future came to, in words.
template <class T>
std::string came_to(Future<T>& future) {
  if (!future.valid()) return "taken";
  if (!future.ready()) return "waits";
  Result<T> result = future.take();
  if (!result.failed()) return "done";
  try {
    std::rethrow_exception(result.error());
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace unroll
