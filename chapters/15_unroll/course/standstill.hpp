#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace unroll::course {

/// A process seen from outside: what each of its threads waits for in the kernel. Two looks that see the same
/// waits, none of which has an end, are a standstill: nothing inside can ever go on. No clock decides.
class Stillness {
 public:
  explicit Stillness(pid_t process) : process_(process) {}

  /// Looks once more: "deadlock", "lost wake-up", "blocked loop", or empty if it is not known to stand still.
  std::string look();

  /// Its threads, at the last look.
  const std::vector<pid_t>& threads() const { return threads_; }

 private:
  pid_t process_;
  std::vector<pid_t> threads_;
  std::string before_;
};

}  // namespace unroll::course
