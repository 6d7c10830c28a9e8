#pragma once

#include <termios.h>

#include "06_io/fd.hpp"

namespace unroll::course {

/// The terminal, if there is one: keys come at once and are not shown, as long as it lives.
class Keyboard {
 public:
  Keyboard();
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;
  ~Keyboard() { give_back(); }

  /// Once more: somebody else has had it.
  void take();
  /// As it was at first.
  void give_back();

 private:
  termios before_{};
  bool terminal_ = false;
};

/// A descriptor of our own for standard input: that it never blocks must not be seen by the shell, which
/// shares the other one.
Fd keys_of_our_own();

/// Stops this program, as Ctrl-Z does with one that does not take that signal, until somebody lets it go on.
/// Needs: SIGTSTP is blocked.
void stop_here();

}  // namespace unroll::course
