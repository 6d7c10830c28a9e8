#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include "06_io/fd.hpp"

namespace unroll {

/// Another process, which writes a letter when it has heard the third beat. For the programs of this chapter;
/// nothing in the toolkit uses it. Destroyed, it waits until he has gone. Threads: made before others are
/// started, for it forks.
class PenFriend {
 public:
  /// Forks. Errors: std::system_error.
  PenFriend() : pid_(::fork()) {
    if (pid_ < 0) throw_errno("fork");
    if (pid_ == 0) write_when_told();
    letter_.in = Fd();
    beats_.out = Fd();
  }
  PenFriend(const PenFriend&) = delete;
  PenFriend& operator=(const PenFriend&) = delete;
  ~PenFriend() {
    beats_.in = Fd();
    ::waitpid(pid_, nullptr, 0);
  }

  /// Does not wait for an answer. Errors: std::system_error.
  void hear_a_beat() const {
    if (::write(beats_.in.get(), "!", 1) != 1) throw_errno("write to the friend");
  }

  /// Where the letter arrives.
  Fd& letterbox() { return letter_.out; }

 private:
  [[noreturn]] void write_when_told() {
    beats_.in = Fd();
    char beat = 0;
    int heard = 0;
    while (heard != 3 && ::read(beats_.out.get(), &beat, 1) == 1) ++heard;
    if (heard == 3 && ::write(letter_.in.get(), "good to hear you\n", 17) != 17) ::_exit(1);
    ::_exit(0);
  }

  PipeEnds beats_ = make_pipe();
  PipeEnds letter_ = make_pipe();
  pid_t pid_;
};

}  // namespace unroll
