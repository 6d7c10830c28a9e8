#include "09_writer/growing_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace unroll {

namespace {

constexpr std::size_t longest_line = std::size_t{1024} * 1024;
constexpr std::size_t most_at_once = std::size_t{256} * 1024;

/// A signal may end the wait for the other end of a fifo.
Fd open_to_read(const std::string& path) {
  int fd = -1;
  do {
    fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) throw_errno("open " + path);
  return Fd(fd);
}

}  // namespace

GrowingFile::GrowingFile(std::string path) : path_(std::move(path)), fd_(open_to_read(path_)) {}

/// What is wrong is said when all that came before has been brought.
std::string GrowingFile::read_lines() {
  std::string lines;
  while (!at_end_ && lines.size() < most_at_once && kept_.size() <= longest_line) {
    const ssize_t count = read_more();
    if (count < 0 && lines.empty()) throw_errno("read " + path_);
    if (count <= 0) return lines;
    lines += take_lines();
  }
  if (lines.empty() && kept_.size() > longest_line)
    throw std::length_error("GrowingFile: a line without an end in " + path_);
  return lines;
}

/// How many bytes have come: 0 if there is nothing more for now, -1 with errno if it cannot be read.
ssize_t GrowingFile::read_more() {
  std::array<char, 65536> room;
  ssize_t count = -1;
  do {
    count = ::read(fd_.get(), room.data(), room.size());
  } while (count < 0 && errno == EINTR);
  if (count > 0) kept_.append(room.data(), static_cast<std::size_t>(count));
  return count;
}

std::string GrowingFile::take_lines() {
  std::size_t begin = 0;
  for (std::size_t newline = kept_.find('\n', looked_at_); newline != std::string::npos;
       newline = kept_.find('\n', begin)) {
    at_end_ = std::string_view(kept_).substr(begin, newline - begin) == ".";
    if (at_end_) break;
    begin = newline + 1;
  }
  std::string lines = kept_.substr(0, begin);
  kept_.erase(0, begin);
  looked_at_ = kept_.size();
  return lines;
}

}  // namespace unroll
