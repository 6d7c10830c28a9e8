#pragma once

#include <cstdint>
#include <memory>

#include "02_callbacks/timers.hpp"
#include "03_futures/future.hpp"
#include "06_io/fd.hpp"

namespace unroll {

class Watch;

/// The kernel is waited for like time: a Clock that, while time passes, notices which descriptors have become
/// ready (epoll). So the tick of the timers waits for both, and the loop stays as it is. Brings the Timers of
/// its loop, for there is one tick a loop.
/// A loop with a Poller ends by itself like any other: when nobody waits for time or for a descriptor.
/// Lifetime: dies before its loop and after all that it watches; what is watched still when it dies wakes no
/// more. Threads: the loop's. Errors: std::system_error of epoll_create1. Also: ignores SIGPIPE from now on,
/// so that a write to somebody who has gone is an error (EPIPE) and not the end of the program. A child of
/// `fork` shares the kernel's part: it may destroy its copies, and must not run the loop. Cost: one
/// epoll_wait a turn.
class Poller final : public Clock {
 public:
  /// Time is real: that of the steady clock.
  explicit Poller(Loop& loop);

  /// For tests: time is that of `virtual_time`, and jumps to what is due next whenever no descriptor is ready
  /// by then. So a server and its clients on one loop are tested without waiting for anything. Needs: whoever
  /// makes a descriptor ready is on this loop; for others time does not wait. `virtual_time` outlives this.
  Poller(Loop& loop, FakeClock& virtual_time);

  /// To which it belongs: whoever waits for a descriptor runs there.
  Loop& loop() const { return timers_.loop(); }

  /// The one Timers of its loop: make no second.
  Timers& timers() { return timers_; }

  TimePoint now() const override {
    return virtual_time_ == nullptr ? std::chrono::steady_clock::now() : virtual_time_->now();
  }

  /// Waits until `until` (to the millisecond, never less), or until a watched descriptor is ready or a signal
  /// came. Resolves futures; runs nothing of the user's. Errors: std::system_error of epoll_wait; it leaves
  /// `run`, and the next `run` goes on.
  TimePoint wait_until(TimePoint until) override;

  /// For the chapters above: a job that is never due. While somebody holds it, the loop waits and does not
  /// end. Whoever waits for a descriptor does. Cost: an allocation for the first who holds it, none for
  /// others.
  std::shared_ptr<Job> hold_open();

 private:
  friend class Watch;

  Poller(Loop& loop, FakeClock* virtual_time);
  int look(int milliseconds);

  FakeClock* virtual_time_ = nullptr;
  std::shared_ptr<const Fd> epoll_;
  Timers timers_;
  std::weak_ptr<Job> held_open_;
  TimePoint start_ = now();
};

/// A descriptor that is waited for. Owns it, and sets it to O_NONBLOCK; that belongs to the open file, so who
/// else has that (a shell its terminal, a program that was started) meets it too. Ownership: whoever waits
/// holds the future; here are tickets only. Destroying or closing it resolves what is waited for with
/// ECANCELED, and takes the number out of the poller before it is closed: a number that is used again is
/// never taken for the old one. Lifetime: dies before its poller. Threads: the loop's. Errors:
/// std::system_error. EPERM is what epoll says of regular files: those are always "ready", and reading them
/// blocks; chapter 7's pool reads them. Cost: an allocation and two system calls (fcntl) to make; an
/// epoll_ctl the first time that a direction is waited for, and again after it was ready while nobody waited;
/// else none.
class Descriptor {
 public:
  Descriptor() = default;

  /// Asks the poller for nothing yet: what cannot be watched is told to who waits first. Errors: of fcntl.
  Descriptor(Poller& poller, Fd fd);
  Descriptor(Descriptor&&) noexcept;
  Descriptor& operator=(Descriptor&&) noexcept;

  /// As `close`. Where somebody waits and there is no memory to tell him, std::bad_alloc ends the program.
  ~Descriptor();

  /// Ready when a read would not block: there is something, or the end, or an error. One who waits at a time.
  /// Errors, thrown here: std::logic_error for a second one; std::system_error of epoll_ctl, or EBADF if it
  /// is closed. Brought: ECANCELED.
  Future<void> readable(Site site = {});

  /// Ready when a write would not block. As above.
  Future<void> writable(Site site = {});

  /// As `readable`, errors too, but does not keep the loop running: for what may come and is not waited for.
  Future<void> readable_aside(Site site = {});

  /// For the chapters above: instead of all that, `listener` is called in the midst of the poller's wait,
  /// each time that something new has come to be read (also if nobody has read what came before), until this
  /// is closed. Does not keep the loop running either. Needs: it runs nothing of the user's, and closes
  /// nothing. Errors: std::system_error of epoll_ctl, or EBADF if it is closed.
  void listen_aside(Job listener);

  /// Closes it here and now; who waits ends with ECANCELED. Twice is once.
  void close();

  /// False once it was closed or moved away, and for one that never was open. Does not ask the kernel.
  bool is_open() const { return watch_ != nullptr; }

  /// Errors: std::system_error (EBADF) if it is closed.
  int fd() const;

  /// Who watches it. Errors: as `fd`.
  Poller& poller() const;

 private:
  Watch& watch() const;
  std::unique_ptr<Watch> watch_;
};

}  // namespace unroll
