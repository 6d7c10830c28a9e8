#include "09_writer/out_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace unroll {

namespace {

/// A signal may end the wait for the other end of a fifo.
Fd open_to_write(const std::string& path) {
  int fd = -1;
  do {
    fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) throw_errno("open " + path);
  return Fd(fd);
}

}  // namespace

OutFile::OutFile(std::string path) : path_(std::move(path)), fd_(open_to_write(path_)) {}

void OutFile::write_all(std::string_view bytes) {
  while (error_ == 0 && !bytes.empty()) {
    const ssize_t count = ::write(fd_.get(), bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  if (error_ != 0) throw_errno("write to " + path_, error_);
}

// Not again after EINTR, as in Fd.
void OutFile::close() {
  if (fd_.valid() && ::close(fd_.release()) != 0 && errno != EINTR) throw_errno("close " + path_);
}

}  // namespace unroll
