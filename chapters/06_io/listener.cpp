#include "06_io/listener.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

#include "03_futures/sleep_for.hpp"

namespace unroll {

using namespace std::chrono_literals;

namespace {

constexpr Duration pause_when_full = 100ms;
constexpr Duration pause_at_the_door = 10ms;

Fd open_socket(const Address& address) {
  Fd fd(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd.valid()) throw_errno("socket for " + address.text());
  return fd;
}

/// The file of a Unix socket: there since `bind`, and nobody else removes it. Made before, so that then
/// nothing can fail any more.
class SocketFile {
 public:
  explicit SocketFile(const Address& address)
      : path_(address.family() == AF_UNIX ? reinterpret_cast<const sockaddr_un*>(address.data())->sun_path
                                          : "") {}
  SocketFile(const SocketFile&) = delete;
  SocketFile& operator=(const SocketFile&) = delete;
  ~SocketFile() { remove(); }
  void is_made() { is_there_ = true; }
  void remove() {
    if (std::exchange(is_there_, false) && !path_.empty()) ::unlink(path_.c_str());
  }

 private:
  std::string path_;
  bool is_there_ = false;
};

Fd bound_socket(const Address& address, SocketFile& file) {
  Fd fd = open_socket(address);
  const int yes = 1;
  // Else a server that is started again is refused its own port while old connections fade.
  if (address.family() != AF_UNIX && ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0)
    throw_errno("setsockopt(SO_REUSEADDR)");
  if (::bind(fd.get(), address.data(), address.size()) != 0) throw_errno("bind to " + address.text());
  file.is_made();
  return fd;
}

/// No descriptor, or no memory, for one more: of the process or of the machine. (ENOSPC: epoll says so of all
/// that one user watches.)
bool is_full(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM || error == ENOSPC;
}

/// While it lives, nobody else waits at the same door, in a pause neither.
class Place {
 public:
  explicit Place(bool& taken) : taken_(taken) {
    if (taken_) throw std::logic_error("Listener: somebody waits in `accept` already; one at a time");
    taken_ = true;
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() { taken_ = false; }

 private:
  bool& taken_;
};

/// The connection was lost before it was accepted; the listener is well.
bool has_gone(int error) {
  return error == EINTR || error == EAGAIN || error == ECONNABORTED || error == EPROTO || error == EPERM ||
         error == ENOPROTOOPT || error == EOPNOTSUPP || error == ENETDOWN || error == ENETUNREACH ||
         error == ENONET || error == EHOSTDOWN || error == EHOSTUNREACH;
}

/// What comes of it, as errno says it. Of a Unix socket EAGAIN: too many wait for the listener, and nothing
/// tells when that is over.
int connect_now(int fd, const Address& address) {
  return ::connect(fd, address.data(), address.size()) == 0 ? 0 : errno;
}

}  // namespace

struct Listener::Open {
  Open(Poller& poller, const Address& address, int backlog)
      : file(address), descriptor(poller, bound_socket(address, file)), bound(address) {
    if (::listen(descriptor.fd(), backlog) != 0) throw_errno("listen at " + address.text());
    bound = Address::of(descriptor.fd());
  }

  void close() {
    descriptor.close();
    file.remove();  // now, for somebody may want to listen there before the last `accept` has heard of it
  }

  int fd_after_wait() const {
    if (!descriptor.is_open()) throw_errno("the listener was closed while it was waited for", ECANCELED);
    return descriptor.fd();
  }

  void tell_once(int error) {
    if (std::exchange(told, true)) return;
    descriptor.poller().loop().report("Listener: no more connections at " + bound.text() + " for now (" +
                                      std::generic_category().message(error) +
                                      "); ulimit -n says how many files are allowed\n");
  }

  SocketFile file;
  Descriptor descriptor;
  Address bound;
  bool told = false;      // that the process is full
  bool accepted = false;  // somebody waits for the next
};

Listener::Listener(Poller& poller, const Address& address, int backlog)
    : open_(std::make_shared<Open>(poller, address, backlog)), address_(open_->bound) {}

Listener& Listener::operator=(Listener&& other) noexcept {
  close();
  open_ = std::move(other.open_);
  address_ = other.address_;
  return *this;
}

void Listener::close() {
  if (open_ != nullptr) open_->close();
  open_.reset();
}

Task<Stream> Listener::accept() {
  if (open_ == nullptr) throw_errno("the listener was closed", EBADF);
  return accept(open_);
}

// Always waits first, a turn at least: however many stand at the door, those who are inside are served too.
Task<Stream> Listener::accept(std::shared_ptr<Open> open) {
  Poller& poller = open->descriptor.poller();
  const Place place(open->accepted);
  while (true) {
    int error = 0;
    try {
      co_await open->descriptor.readable("accept");
    } catch (const std::system_error& refused) {
      error = refused.code().value();
      if (!is_full(error)) throw;
    }
    if (error == 0) {
      Fd fd(::accept4(open->fd_after_wait(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
      if (fd.valid()) co_return Stream(poller, std::move(fd));
      error = errno;
    }
    if (has_gone(error)) continue;
    if (!is_full(error)) throw_errno("accept at " + open->bound.text(), error);
    open->tell_once(error);
    co_await sleep_for(poller.timers(), pause_when_full);
    (void)open->fd_after_wait();
  }
}

Task<Stream> connect_to(Poller& poller, Address address) {
  Descriptor descriptor(poller, open_socket(address));
  int error = connect_now(descriptor.fd(), address);
  while (error == EAGAIN && address.family() == AF_UNIX) {
    co_await sleep_for(poller.timers(), pause_at_the_door);
    error = connect_now(descriptor.fd(), address);
  }
  if (error == EINPROGRESS || error == EINTR) {
    co_await descriptor.writable("connect");
    socklen_t size = sizeof error;  // writable is not yet connected
    if (::getsockopt(descriptor.fd(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  }
  if (error != 0) throw_errno("connect to " + address.text(), error);
  co_return Stream(std::move(descriptor));
}

}  // namespace unroll
