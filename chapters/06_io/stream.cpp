#include "06_io/stream.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <optional>
#include <stdexcept>
#include <utility>

namespace unroll {

namespace {

/// Some errors only mean: once more, perhaps later.
void unless_once_more(const char* call) {
  if (errno != EINTR && errno != EAGAIN) throw_errno(call);
}

}  // namespace

struct Stream::Open {
  explicit Open(Descriptor opened) : descriptor(std::move(opened)) {}

  /// True if a read would only hear EAGAIN, or if this peer has had its share: others want to be served too.
  bool must_wait() {
    (void)descriptor.fd();  // one that is closed waits for nothing
    if (!drained && ++in_a_row < 16) return false;
    in_a_row = 0;
    return true;
  }

  /// To go on after a wait. It may have been closed just after what was waited for had come.
  int fd_after_wait() const {
    if (!descriptor.is_open()) throw_errno("the stream was closed while it was waited for", ECANCELED);
    return descriptor.fd();
  }

  /// What there is now, 0 at the end; none if there is nothing yet, or a signal came.
  std::optional<std::size_t> read_now(std::span<char> room) {
    const ssize_t count = ::read(fd_after_wait(), room.data(), room.size());
    drained = count < static_cast<ssize_t>(room.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    unless_once_more("read");
    return {};
  }

  Descriptor descriptor;
  std::string kept;      // read already, and asked for by nobody yet
  bool drained = true;   // the last read did not fill its room
  int in_a_row = 0;      // reads without a wait between them
  bool reading = false;  // a read is under way
  bool writing = false;  // a write is under way
};

namespace {

/// While it lives, nobody else goes the same way.
class Alone {
 public:
  Alone(bool& flag, const char* why_not) : flag_(flag) {
    if (flag_) throw std::logic_error(why_not);
    flag_ = true;
  }
  Alone(const Alone&) = delete;
  Alone& operator=(const Alone&) = delete;
  ~Alone() { flag_ = false; }

 private:
  bool& flag_;
};

struct Reading : Alone {
  explicit Reading(bool& flag)
      : Alone(flag, "Stream: a read is under way; each of two would get a part of the bytes") {}
};

struct Writing : Alone {
  explicit Writing(bool& flag)
      : Alone(flag, "Stream: a write is under way; the bytes of two would be mixed") {}
};

/// The parts that the kernel has not taken yet.
class Rest {
 public:
  explicit Rest(std::vector<std::string>& parts) {
    for (std::string& part : parts) {
      if (!part.empty()) left_.push_back({part.data(), part.size()});
    }
  }
  bool empty() const { return next_ == left_.size(); }
  const iovec* data() const { return &left_[next_]; }
  int size() const { return static_cast<int>(std::min<std::size_t>(left_.size() - next_, IOV_MAX)); }

  void taken(std::size_t bytes) {
    for (; !empty() && bytes >= left_[next_].iov_len; ++next_) bytes -= left_[next_].iov_len;
    if (empty()) return;
    left_[next_].iov_base = static_cast<char*>(left_[next_].iov_base) + bytes;
    left_[next_].iov_len -= bytes;
  }

 private:
  std::vector<iovec> left_;
  std::size_t next_ = 0;
};

/// A small write leaves at once; else the kernel holds it back until the one before is acknowledged (Nagle).
void do_not_delay(int fd) {
  const int yes = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes,
               sizeof yes);  // of anything but TCP it says so, and that is all
}

std::size_t take(std::string& kept, std::span<char> room) {
  const std::size_t count = std::min(kept.size(), room.size());
  std::copy_n(kept.begin(), count, room.begin());
  kept.erase(0, count);
  return count;
}

[[noreturn]] void too_long(const std::string& what, std::size_t at_most) {
  throw std::length_error("Stream: " + what + " in " + std::to_string(at_most) + " bytes");
}

}  // namespace

// These take what is open by value: it lives as long as they do, whatever becomes of the stream.
struct Stream::Work {
  using Held = std::shared_ptr<Open>;

  // Each of the two readers waits by itself: a third coroutine for that would cost both a frame.
  static Task<std::size_t> read_some(Held open, std::span<char> room) {
    if (room.empty()) throw std::invalid_argument("Stream::read_some: there is no room to read into");
    const Reading alone(open->reading);
    if (!open->kept.empty()) co_return take(open->kept, room);
    while (true) {
      if (open->must_wait()) co_await open->descriptor.readable("readable");
      if (const auto count = open->read_now(room)) co_return *count;
    }
  }

  /// Into what is kept, so that nothing is lost if who asked goes away. False at the end.
  static Task<bool> read_more(Held open) {
    std::string chunk(4096, '\0');
    while (true) {
      if (open->must_wait()) co_await open->descriptor.readable("readable");
      const auto count = open->read_now(chunk);
      if (!count) continue;
      open->kept.append(chunk, 0, *count);
      co_return *count != 0;
    }
  }

  static Task<std::string> read_until(Held open, std::string delimiter, std::size_t at_most) {
    if (delimiter.empty()) throw std::invalid_argument("Stream::read_until: the delimiter is empty");
    const Reading alone(open->reading);
    std::size_t from = 0;
    while (true) {
      const std::size_t found = open->kept.find(delimiter, from);
      const std::size_t size = found == std::string::npos ? open->kept.size() : found + delimiter.size();
      if (size > at_most) too_long("no delimiter", at_most);
      if (found == std::string::npos) {
        from = size < delimiter.size() ? 0 : size - delimiter.size() + 1;
        if (co_await read_more(open)) continue;
      }
      std::string text = open->kept.substr(0, size);
      open->kept.erase(0, size);
      co_return text;
    }
  }

  static Task<std::string> read_all(Held open, std::size_t at_most) {
    const Reading alone(open->reading);
    for (bool more = true; more; more = co_await read_more(open)) {
      if (open->kept.size() > at_most) too_long("no end", at_most);
    }
    co_return std::exchange(open->kept, {});
  }

  static Task<> write(Held open, std::string bytes) {
    const Writing alone(open->writing);
    std::span<const char> left(bytes);
    for (int fd = open->descriptor.fd(); !left.empty(); fd = open->fd_after_wait()) {
      const ssize_t count = ::write(fd, left.data(), left.size());
      if (count < 0) unless_once_more("write");
      if (count > 0) left = left.subspan(static_cast<std::size_t>(count));
      if (left.empty()) break;
      co_await open->descriptor.writable("writable");
    }
  }

  static Task<> write_parts(Held open, std::vector<std::string> parts) {
    const Writing alone(open->writing);
    Rest left(parts);
    for (int fd = open->descriptor.fd(); !left.empty(); fd = open->fd_after_wait()) {
      const ssize_t count = ::writev(fd, left.data(), left.size());
      if (count < 0) unless_once_more("writev");
      if (count > 0) left.taken(static_cast<std::size_t>(count));
      if (left.empty()) break;
      co_await open->descriptor.writable("writable");
    }
  }
};

Stream::Stream(Descriptor descriptor) : open_(std::make_shared<Open>(std::move(descriptor))) {
  do_not_delay(this->fd());
}

Stream& Stream::operator=(Stream&& other) noexcept {
  close();
  open_ = std::move(other.open_);
  return *this;
}

Task<std::size_t> Stream::read_some(std::span<char> room) { return Work::read_some(opened(), room); }
Task<std::string> Stream::read_until(std::string delimiter, std::size_t at_most) {
  return Work::read_until(opened(), std::move(delimiter), at_most);
}
Task<std::string> Stream::read_all(std::size_t at_most) { return Work::read_all(opened(), at_most); }
Task<> Stream::write_all(std::string bytes) { return Work::write(opened(), std::move(bytes)); }
Task<> Stream::write_all(std::vector<std::string> parts) {
  return Work::write_parts(opened(), std::move(parts));
}

void Stream::shutdown() {
  if (::shutdown(fd(), SHUT_WR) == 0) return;
  if (errno != ENOTSOCK) throw_errno("shutdown");
  close();
}

void Stream::close() {
  if (open_ != nullptr) open_->descriptor.close();
}

bool Stream::is_open() const { return open_ != nullptr && open_->descriptor.is_open(); }
Address Stream::peer() const { return Address::of_peer(fd()); }
int Stream::fd() const { return opened()->descriptor.fd(); }

const std::shared_ptr<Stream::Open>& Stream::opened() const {
  if (open_ == nullptr) throw_errno("Stream: never opened, or moved away", EBADF);
  return open_;
}

Pipe make_pipe(Poller& poller) {
  PipeEnds ends = make_pipe();
  return {Stream(poller, std::move(ends.out)), Stream(poller, std::move(ends.in))};
}

}  // namespace unroll
