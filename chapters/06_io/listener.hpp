#pragma once

#include <memory>

#include "06_io/stream.hpp"

namespace unroll {

/// Where others connect to. Ownership, lifetime, threads: as a Stream. A Unix socket's file is removed at the
/// end.
class Listener {
 public:
  /// So many as `backlog` may have connected and wait to be accepted (fewer if the system says so, in
  /// net.core.somaxconn). Errors: std::system_error that names the address: in use, not allowed, not of this
  /// machine.
  Listener(Poller& poller, const Address& address, int backlog = 4096);
  Listener(Listener&&) noexcept = default;
  Listener& operator=(Listener&& other) noexcept;
  ~Listener() { close(); }

  /// The next who has connected. When the process may open no more descriptors (EMFILE), or the machine has
  /// no room to open or to watch one more, it waits a while and tries again, and says so once to the loop's
  /// listener: an accept that failed leaves the listener ready, and a loop that asked again at once would do
  /// nothing else. Whoever went away before he was accepted is
  /// passed over. One who waits at a time. Errors, thrown here: EBADF if it is closed. Brought:
  /// std::system_error; ECANCELED if it is closed meanwhile (in such a pause: when that is over, after 100 ms
  /// at most); std::logic_error for a second who waits. Cost: four system calls beside the wait; a frame, a
  /// future, and two allocations for the stream.
  Task<Stream> accept();

  /// With the port that the system has chosen; stays when it is closed.
  const Address& address() const { return address_; }

  /// Nobody can connect any more; an `accept` that waits ends with ECANCELED. A Unix socket's file goes now.
  /// Twice is once.
  void close();

 private:
  struct Open;
  static Task<Stream> accept(std::shared_ptr<Open> open);

  std::shared_ptr<Open> open_;
  Address address_;
};

/// A connection to whoever listens there. Errors: std::system_error that names the address: refused,
/// unreachable. While too many wait for a listener on a Unix socket, it asks again every 10 ms. Destroying
/// the task gives up. (No time limit of its own: `with_timeout`.)
Task<Stream> connect_to(Poller& poller, Address address);

}  // namespace unroll
