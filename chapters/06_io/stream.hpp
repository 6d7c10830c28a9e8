#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "04_coroutines/task.hpp"
#include "06_io/address.hpp"
#include "06_io/poller.hpp"

namespace unroll {

/// Bytes that come and go in order: a socket that is connected, or an end of a pipe. One task may read while
/// another writes. Ownership: owns its descriptor; destroying or closing it ends what waits on it with
/// ECANCELED. Lifetime: dies before its poller. Threads: the loop's. Errors: std::system_error with the name
/// of the call; a peer that has gone is ECONNRESET or EPIPE. Destroying a read that waits loses no byte; a
/// write may have written a part. Cost: two allocations and three system calls to make; a frame or two for
/// each call, and a future where it waits.
class Stream {
 public:
  Stream() = default;
  /// Errors: std::system_error; EPERM is said by the first read or write that has to wait, of a regular file.
  Stream(Poller& poller, Fd fd) : Stream(Descriptor(poller, std::move(fd))) {}

  /// Of a descriptor that is watched already. On TCP, small writes leave at once (TCP_NODELAY). Errors:
  /// std::system_error (EBADF) if it is closed.
  explicit Stream(Descriptor descriptor);
  Stream(Stream&&) noexcept = default;
  Stream& operator=(Stream&& other) noexcept;
  ~Stream() { close(); }

  /// What there is, at least a byte: how many. 0 at the end. Needs: `room` outlives the await. One read at a
  /// time, as for all three; errors: std::logic_error for a second one.
  Task<std::size_t> read_some(std::span<char> room);

  /// All up to `delimiter`, with it; reads 4 KiB at a time, and keeps what is behind for the next. At the end
  /// what is left, without it, perhaps nothing. Errors: std::length_error if there is no delimiter in
  /// `at_most` bytes; they stay, to be read.
  Task<std::string> read_until(std::string delimiter, std::size_t at_most = std::size_t{64} * 1024);

  /// All up to the end. Errors: std::length_error as above.
  Task<std::string> read_all(std::size_t at_most = std::size_t{1024} * 1024);

  /// Ends when the kernel has taken all of it, which is not to say that the peer has read it. As long as the
  /// peer does not read, this waits. One write at a time; errors: std::logic_error for a second one.
  Task<> write_all(std::string bytes);

  /// The same for several in one go: a header and its body leave in one packet, without being copied
  /// together.
  Task<> write_all(std::vector<std::string> parts);

  /// Says that nothing more will be written; the peer reads the end. Reading goes on. (An end of a pipe is
  /// closed.) Errors: std::system_error; ENOTCONN if the peer has broken the connection.
  void shutdown();

  /// Here and now; what waits on it ends with ECANCELED. Twice is once.
  void close();

  /// False once it was closed or moved away, and for one that never was open. Says nothing of the peer: a
  /// read does.
  bool is_open() const;

  /// Errors: std::system_error if it is closed or no socket.
  Address peer() const;

  /// For system calls of your own; it is O_NONBLOCK. Errors: std::system_error (EBADF) if it is closed.
  int fd() const;

 private:
  struct Open;
  struct Work;
  const std::shared_ptr<Open>& opened() const;
  std::shared_ptr<Open>
      open_;  // reads and writes that wait hold it too: who closes a stream need not wait for them
};

/// The two ends of a new pipe, as streams.
struct Pipe {
  Stream out;  ///< to read from
  Stream in;   ///< to write to
};

/// A new pipe, whose ends belong to `poller`'s loop. Errors: std::system_error.
Pipe make_pipe(Poller& poller);

}  // namespace unroll
