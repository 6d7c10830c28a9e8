#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace unroll::course {

/// A process seen from outside: what each of its threads waits for in the kernel. Two looks that see the same
/// waits, none of which has an end, are a standstill, unless something else may wake it: a timer that is
/// armed, a signal of one, or a process that it has started. No clock decides.
class Stillness {
 public:
  /// `mark`: what those that it starts have in their environment, as NAME=value. `with_helper`: the thread
  /// sanitizer has a thread of its own in it, which never comes to rest and is not looked at. `proc`: where the
  /// system tells of its processes.
  Stillness(pid_t process, std::string mark, bool with_helper, std::filesystem::path proc = "/proc")
      : process_(process), mark_(std::move(mark)), with_helper_(with_helper), proc_(std::move(proc)) {}

  /// Looks once more: "deadlock", "lost wake-up", "blocked loop", or empty if it is not known to stand still.
  std::string look();

  /// Its threads, at the last look.
  const std::vector<pid_t>& threads() const { return threads_; }

 private:
  bool may_be_woken() const;

  pid_t process_;
  std::string mark_;
  bool with_helper_;
  std::filesystem::path proc_;
  std::vector<pid_t> threads_;
  std::string before_;
};

}  // namespace unroll::course
