#pragma once

#include <string>
#include <vector>

#include "07_threads/limiter.hpp"
#include "09_writer/file_changes.hpp"
#include "09_writer/growing_file.hpp"
#include "09_writer/writer.hpp"

namespace unroll {

/// Follows growing files into a writer, each from its beginning to its end: whole lines, in their order. The
/// files are opened and read on a pool, where it does no harm that this blocks. On this loop only `watch`
/// asks for a path, when it begins. Lifetime: outlives its tasks; `pool` and `home` outlive it. Threads: the
/// loop's.
class Tails {
 public:
  /// Reads at most `at_once` files at a time. Needs: more than none.
  Tails(Pool& pool, Mailbox& home, std::size_t at_once)
      : pool_(pool), home_(home), limit_(home.loop(), at_once) {}

  /// Ends when the file is at its end and all of it is written. Looks every `interval` whether there is more.
  /// Lifetime: `to` outlives the task. Errors: of opening and reading, of writing.
  Task<> poll(std::string path, Writer& to, Duration interval);

  /// The same, told by the kernel when to look. `changes` outlives the task.
  Task<> watch(std::string path, Writer& to, FileChanges& changes);

 private:
  // Shared with the worker that reads: it may still be at it when the task is destroyed.
  using Shared = std::shared_ptr<GrowingFile>;
  Task<Shared> open(std::string path);
  Task<bool> pass_on(Shared file, Writer& to);

  Pool& pool_;
  Mailbox& home_;
  CapacityLimiter limit_;
};

}  // namespace unroll
