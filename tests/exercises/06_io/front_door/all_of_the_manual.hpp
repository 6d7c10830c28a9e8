// Wrong: all that accept(2) says of the network is to be asked again at once.
// Caught by: FrontDoor.AnyOtherErrorEndsIt (endless loop)
#pragma once

// Somebody stands at the door, `accept` is asked to let him in, and says no. Some of its errors concern only
// him, some everybody, and one comes again and again, as fast as you ask: the process may open no more files,
// and he still stands there. Mend `front_door`.
//
// Contract
// - Everybody who connects is welcomed, in the order of coming. As long as there is nobody, it waits.
// - EMFILE, ENFILE, ENOBUFS and ENOMEM: no file, or no memory, is left for one more. It asks again 100 ms
//   later, not before, and until it works.
// - EAGAIN, EINTR, ECONNABORTED, EPROTO, EPERM, ENETDOWN, ENETUNREACH, EHOSTDOWN and EHOSTUNREACH: he has
//   gone, or cannot be reached, or was never there. It goes on without a pause.
// - Any other error is a std::system_error that ends the task, at once.

#include <sys/socket.h>

#include <chrono>
#include <functional>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/task.hpp"
#include "06_io/poller.hpp"

namespace unroll {

/// For one more there is no file, or no memory.
inline bool is_full(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

/// It concerns only him.
inline bool has_gone(int error) {
  return error == EAGAIN || error == EINTR || error == ECONNABORTED || error == EPROTO || error == EPERM ||
         error == ENETDOWN || error == ENETUNREACH || error == EHOSTDOWN || error == EHOSTUNREACH ||
         error == ENOPROTOOPT || error == EOPNOTSUPP || error == ENONET;
}

inline Task<> front_door(Descriptor& door, std::function<void(Fd guest)> welcome) {
  while (true) {
    co_await door.readable();
    Fd guest(::accept4(door.fd(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    const int error = guest.valid() ? 0 : errno;
    if (error == 0) {
      welcome(std::move(guest));
    } else if (is_full(error)) {
      co_await sleep_for(door.poller().timers(), std::chrono::milliseconds(100));
    } else if (!has_gone(error)) {
      throw_errno("accept", error);
    }
  }
}

}  // namespace unroll
