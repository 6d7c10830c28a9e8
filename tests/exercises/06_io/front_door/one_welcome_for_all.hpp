// Wrong: `welcome` is kept where it lives long enough: once, for all doors.
// Caught by: FrontDoor.KnowsNothingOfAnother (wrong value)
#pragma once

// Somebody stands at the door, `accept` is asked to let him in, and says no. Some of its errors concern only
// him, some everybody, and one comes again and again, as fast as you ask: the process may open no more files,
// and he still stands there. Mend `front_door`.
//
// Contract
// - Everybody who connects is welcomed, in the order of coming. As long as there is nobody, it waits.
// - EMFILE and ENFILE: no file is left. It asks again 100 ms later, not before, and until it works.
// - EAGAIN, EINTR and ECONNABORTED: he has gone, or was never there. It goes on without a pause.
// - Any other error is a std::system_error that ends the task.

#include <sys/socket.h>

#include <chrono>
#include <functional>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/task.hpp"
#include "06_io/poller.hpp"

namespace unroll {

inline Task<> front_door(Descriptor& door, std::function<void(Fd guest)> given) {
  static std::function<void(Fd guest)> welcome;
  welcome = std::move(given);
  while (true) {
    co_await door.readable();
    Fd guest(::accept4(door.fd(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    const int error = guest.valid() ? 0 : errno;
    if (error == 0) {
      welcome(std::move(guest));
    } else if (error == EMFILE || error == ENFILE) {
      co_await sleep_for(door.poller().timers(), std::chrono::milliseconds(100));
    } else if (error != EAGAIN && error != EINTR && error != ECONNABORTED) {
      throw_errno("accept", error);
    }
  }
}

}  // namespace unroll
