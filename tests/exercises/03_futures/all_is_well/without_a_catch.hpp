// Wrong: a close that takes no future is passed by when a write has failed.
// Caught by: AllIsWell.ClosesBehindAWriteThatFailed (wrong value)
#pragma once

// A backup in four steps, as somebody wrote it. It says that all is well, whatever happened: a write that is
// not waited for, an error that nobody looks at. Mend `backup`.
//
// Contract
// - `backup` opens the disk, writes `head`, then `body`, then closes the disk. A step begins when the one
//   before it has ended. When all is done, it brings "all is well".
// - A write that fails: what would have been written behind it is not, the disk is closed, and when it is
//   closed the error arrives at whoever waits.
// - If the disk cannot be opened, or cannot be closed behind good writes, that error arrives. What is not
//   open is not closed.
// - Where one step fails, no error is reported to the loop: it has somebody who takes it.

#include <exception>
#include <string>
#include <utility>

#include "03_futures/future.hpp"

namespace unroll {

/// Where to. Each future brings the end of its operation, or its error; destroying it calls the operation
/// off.
class Disk {
 public:
  Disk() = default;
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  virtual ~Disk() = default;

  virtual Future<void> open() = 0;
  virtual Future<void> write(std::string text) = 0;
  virtual Future<void> close() = 0;
};

inline Future<std::string> backup(Disk& disk, std::string head, std::string body) {
  return disk.open()
      .then([&disk, head] { return disk.write(head); })
      .then([&disk, body] { return disk.write(body); })
      .then([&disk] { return disk.close(); })
      .then([] { return std::string("all is well"); });
}

}  // namespace unroll
