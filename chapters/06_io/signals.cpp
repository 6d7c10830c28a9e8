#include "06_io/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

namespace unroll {

namespace {

Fd blocked(std::initializer_list<int> which, sigset_t& before) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : which) {
    if (sigaddset(&set, signal) != 0) throw_errno("sigaddset(" + std::to_string(signal) + ")");
  }
  if (const int error = ::pthread_sigmask(SIG_BLOCK, &set, &before); error != 0)
    throw_errno("pthread_sigmask", error);
  Fd fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  if (fd.valid()) return fd;
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  throw_errno("signalfd", error);
}

}  // namespace

Signals::Signals(Poller& poller, std::initializer_list<int> which)
    : descriptor_(poller, blocked(which, before_)) {}

Signals::~Signals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

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
