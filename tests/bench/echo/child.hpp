#pragma once

#include <sys/types.h>

#include <functional>

namespace unroll::echo_bench {

/// From now on `process` (0: this one) runs on this core alone; where it may not, it runs where it likes.
void stay_on(pid_t process, int core);

/// A server in a process of its own, killed when this dies, or when the program does.
class Child {
 public:
  using Tell = std::function<void(int)>;

  /// Runs `serve` there, and waits until it has told its number.
  explicit Child(const std::function<void(const Tell&)>& serve);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();

  int told() const { return told_; }

  pid_t pid() const { return pid_; }

  /// The processor time it has used, in nanoseconds.
  double cpu_time() const;

  /// How much memory of its own it has in use, in bytes. (What the kernel keeps for its sockets is not
  /// counted.)
  double memory() const;

 private:
  pid_t pid_;
  int told_ = 0;
};

}  // namespace unroll::echo_bench
