#include "15_unroll/course/keyboard.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <utility>

namespace unroll::course {

Keyboard::Keyboard() {
  if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;  // a pipe, a file
  terminal_ = true;
  take();
}

void Keyboard::take() {
  if (!terminal_) return;
  termios now = before_;
  now.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  ::tcsetattr(STDIN_FILENO, TCSADRAIN, &now);
}

void Keyboard::give_back() {
  if (terminal_) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
}

Fd keys_of_our_own() {
  Fd own(::open("/proc/self/fd/0", O_RDONLY | O_CLOEXEC | O_NOCTTY));
  return own.valid() ? std::move(own) : Fd(::dup(STDIN_FILENO));
}

void stop_here() {
  sigset_t stopping;
  sigemptyset(&stopping);
  sigaddset(&stopping, SIGTSTP);
  ::raise(SIGTSTP);
  ::pthread_sigmask(SIG_UNBLOCK, &stopping, nullptr);  // here it stops, and goes on
  ::pthread_sigmask(SIG_BLOCK, &stopping, nullptr);
}

}  // namespace unroll::course
