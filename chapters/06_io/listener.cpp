#include "06_io/listener.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <utility>

#include "03_futures/sleep_for.hpp"

namespace unroll {

using namespace std::chrono_literals;

namespace {

constexpr Duration pause_when_full = 100ms;

Fd open_socket(const Address& address) {
  Fd fd(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd.valid()) throw_errno("socket for " + address.text());
  return fd;
}

Fd listening_socket(const Address& address, int backlog) {
  Fd fd = open_socket(address);
  const int yes = 1;
  // Else a server that is started again is refused its own port while old connections fade.
  if (address.family() != AF_UNIX && ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0)
    throw_errno("setsockopt(SO_REUSEADDR)");
  if (::bind(fd.get(), address.data(), address.size()) != 0) throw_errno("bind to " + address.text());
  if (::listen(fd.get(), backlog) != 0) throw_errno("listen at " + address.text());
  return fd;
}

/// No descriptor, or no memory, for one more: of the process or of the machine.
bool is_full(int error) { return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM; }

/// The connection was lost before it was accepted; the listener is well.
bool has_gone(int error) {
  return error == EINTR || error == EAGAIN || error == ECONNABORTED || error == EPROTO || error == EPERM ||
         error == ENETDOWN || error == ENETUNREACH || error == EHOSTDOWN || error == EHOSTUNREACH;
}

}  // namespace

struct Listener::Open {
  Open(Poller& poller, Fd fd, const Address& address)
      : descriptor(poller, std::move(fd)), bound(Address::of(descriptor.fd())) {
    if (address.family() == AF_UNIX) path = reinterpret_cast<const sockaddr_un*>(address.data())->sun_path;
  }
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open() {
    if (!path.empty()) ::unlink(path.c_str());
  }

  Descriptor descriptor;
  Address bound;
  std::string path;
  bool told = false;  // that the process is full
};

Listener::Listener(Poller& poller, const Address& address, int backlog)
    : open_(std::make_shared<Open>(poller, listening_socket(address, backlog), address)), address_(open_->bound) {}

Listener& Listener::operator=(Listener&& other) noexcept {
  close();
  open_ = std::move(other.open_);
  address_ = other.address_;
  return *this;
}

void Listener::close() {
  if (open_ != nullptr) open_->descriptor.close();
  open_.reset();
}

Task<Stream> Listener::accept() {
  if (open_ == nullptr) throw_errno("the listener was closed", EBADF);
  return accept(open_);
}

// Always waits first, a turn at least: however many stand at the door, those who are inside are served too.
Task<Stream> Listener::accept(std::shared_ptr<Open> open) {
  Poller& poller = open->descriptor.poller();
  while (true) {
    co_await open->descriptor.readable("accept");
    Fd fd(::accept4(open->descriptor.fd(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (fd.valid()) co_return Stream(poller, std::move(fd));
    const int error = errno;
    if (has_gone(error)) continue;
    if (!is_full(error)) throw_errno("accept at " + open->bound.text(), error);
    if (!std::exchange(open->told, true))
      poller.loop().report("Listener: no more connections at " + open->bound.text() + " for now (" +
                           std::generic_category().message(error) + "); ulimit -n says how many files are allowed\n");
    co_await sleep_for(poller.timers(), pause_when_full);
  }
}

Task<Stream> connect_to(Poller& poller, Address address) {
  Descriptor descriptor(poller, open_socket(address));
  int error = ::connect(descriptor.fd(), address.data(), address.size()) == 0 ? 0 : errno;
  if (error == EINPROGRESS || error == EINTR) {
    co_await descriptor.writable("connect");
    socklen_t size = sizeof error;  // writable is not yet connected
    if (::getsockopt(descriptor.fd(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  }
  if (error != 0) throw_errno("connect to " + address.text(), error);
  co_return Stream(std::move(descriptor));
}

}  // namespace unroll
