#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "04_coroutines/task.hpp"
#include "07_threads/mailbox.hpp"

namespace unroll {

/// A write that came after `stop`.
class WriterStopped : public std::runtime_error {
 public:
  WriterStopped() : std::runtime_error("the writer was stopped before: this is not written") {}
};

/// A file that belongs to a loop on a thread of its own. Nobody else touches it, so it needs no lock; and who
/// writes waits for a future and blocks nobody, however slow the file. An active object (Lavender and
/// Schmidt, 1996).
/// Ownership: owns the thread, and the thread owns the file. Destroyed without `stop`, it asks for it and
/// does not wait: what was given and is still waited for is put into the file; then the thread ends, and the
/// home's loop joins it, or the home's mailbox when it dies. Lifetime: dies before the mailbox. Threads: of
/// `home`; others come through `run_on`. Errors: while the mailbox lives each reaches somebody: whoever waits
/// for that write, else whoever waits for `stop`, else the home's loop is told. A thread whose own loop fails
/// (epoll_wait, for want of memory) ends: writes that were under way bring BrokenPromise, later ones and
/// `stop` that error. Cost: a thread and three descriptors; a write is two allocations beside its bytes, and
/// the threads wake each other once, however many writes are under way.
class Writer {
 public:
  /// Starts the thread, which makes the file or empties it. Lifetime: `home` outlives the task. Destroyed
  /// before it has ended, the file may have been made all the same. Errors: std::system_error of the thread
  /// or of the file, and then the thread ends, and the loop joins it.
  static Task<Writer> open(Mailbox& home, std::string path);

  Writer(Writer&&) noexcept = default;
  /// The one that was here before is asked to stop, as if it had died.
  Writer& operator=(Writer&& other) noexcept;

  /// Never waits. One that was moved away has nothing to ask. std::bad_alloc ends the program: `stop` says
  /// it.
  ~Writer();

  /// Puts `bytes` behind all that was given before. Ready when the kernel has taken all of it. Destroyed
  /// before its turn has come, it is not written; once begun, all of it is, unless the disk refuses. Errors:
  /// std::system_error, when a part may stand in the file, and then all later writes fail with it too;
  /// WriterStopped, ready at once, after `stop`. Thrown here and now: std::logic_error if the writer was
  /// moved away or its mailbox has gone; std::bad_alloc.
  Future<void> write(std::string bytes, Site site = {});

  /// From here on takes no more. Ready when all is written, the file closed and the thread ended, in this
  /// order. Destroying the future does not call it off. May be asked again; the first asker gets the error.
  /// Errors: of closing; of a write whose future was gone, which comes in its place. Thrown here and now: as
  /// by `write`; after std::bad_alloc it may be asked again.
  Future<void> stop(Site site = {});

 private:
  class Office;
  explicit Writer(std::shared_ptr<Office> office);
  Office& office() const;

  std::shared_ptr<Office> office_;
};

}  // namespace unroll
