#include "06_io/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

namespace unroll {

Signals::Blocked::Blocked(std::initializer_list<int> which) {
  sigemptyset(&set_);
  for (const int signal : which) {
    if (sigaddset(&set_, signal) != 0) throw_errno("sigaddset(" + std::to_string(signal) + ")");
  }
  sigset_t before;
  if (const int error = ::pthread_sigmask(SIG_BLOCK, &set_, &before); error != 0)
    throw_errno("pthread_sigmask", error);
  sigemptyset(&new_);
  for (const int signal : which) {
    if (sigismember(&before, signal) == 0) sigaddset(&new_, signal);
  }
}

Signals::Blocked::~Blocked() { ::pthread_sigmask(SIG_UNBLOCK, &new_, nullptr); }

namespace {

Fd open_signalfd(const sigset_t& set) {
  Fd fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd.valid()) throw_errno("signalfd");
  return fd;
}

}  // namespace

Signals::Signals(Poller& poller, std::initializer_list<int> which)
    : blocked_(which), descriptor_(poller, open_signalfd(blocked_.set())) {}

Task<int> Signals::next() {
  while (true) {
    co_await descriptor_.readable("signal");
    signalfd_siginfo info{};
    const ssize_t count = ::read(descriptor_.fd(), &info, sizeof info);
    if (count == static_cast<ssize_t>(sizeof info)) co_return static_cast<int>(info.ssi_signo);
    if (count < 0 && errno != EAGAIN && errno != EINTR) throw_errno("read from signalfd");
  }
}

}  // namespace unroll
