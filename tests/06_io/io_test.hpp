#pragma once

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "06_io/listener.hpp"
#include "06_io/system_calls.hpp"

namespace unroll {

using namespace std::chrono_literals;
using calls::Call;
using Steps = std::vector<std::string>;

/// Far more than a slow machine needs. Only what hangs takes so long.
inline constexpr Duration far_too_long = 60s;

template <class T>
Task<T> limited(Timers& timers, Task<T> task) {
  Future<T> result = with_timeout(timers, far_too_long, std::move(task));
  co_return co_await std::move(result);
}

/// Both at once; the first error ends both.
inline Task<> together(Loop& loop, Task<> one, Task<> other) {
  Scope scope(loop);
  scope.spawn(std::move(one), "one");
  scope.spawn(std::move(other), "other");
  co_await scope.join();
}

inline std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

/// The code of the error that `function` throws; none if it throws nothing.
template <class F>
std::error_code code_of(F function) {
  try {
    function();
  } catch (const std::system_error& error) {
    return error.code();
  }
  return {};
}

template <class F>
std::string words_of(F function) {
  try {
    function();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "no error";
}

/// Two ends of a connection, the one watched and the other as it is: what a test does at that end, it does at
/// once.
struct Connection {
  explicit Connection(Poller& poller) : stream(poller, two()), other(other_) {}

  void says(const std::string& bytes) const {
    ASSERT_EQ(::send(other.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  /// What has come there, at most 64 KiB; nothing if nothing has.
  std::string hears() const {
    std::string room(std::size_t{64} * 1024, '\0');
    const ssize_t count = ::recv(other.get(), room.data(), room.size(), MSG_DONTWAIT);
    room.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return room;
  }

 private:
  int other_ = -1;  // set while the stream is made
  Fd two() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw_errno("socketpair");
    other_ = ends[1];
    return Fd(ends[0]);
  }

 public:
  Stream stream;
  Fd other;
};

/// A loop with a poller. What still runs after far too long ends the program: that test has failed.
struct IoTest : testing::Test {
  IoTest() {
    ::alarm(120);
    calls::begin();
    loop.on_report([this](const std::string& what) { reports.push_back(what); });
  }
  ~IoTest() override { ::alarm(0); }

  template <class T>
  T wait(Task<T> task) {
    return sync_wait(loop, limited(poller.timers(), std::move(task)));
  }
  /// Runs until somebody has passed `pause`: time for what should not happen.
  void run_for(Duration pause = 5ms) {
    const Callback end = poller.timers().call_later(pause, [this] { loop.stop(); });
    loop.run();
  }

  Loop loop;
  Poller poller{loop};
  Steps reports;
};

/// Two streams that are connected over TCP.
struct Pair {
  Stream here;
  Stream there;
};
inline Task<> accept_one(Listener& listener, Stream& into) { into = co_await listener.accept(); }
inline Task<> connect_one(Poller& poller, Address address, Stream& into) {
  into = co_await connect_to(poller, std::move(address));
}
inline Task<Pair> tcp_pair(Poller& poller) {
  Listener listener(poller, Address("127.0.0.1:0"));
  Pair pair;
  co_await together(poller.loop(), accept_one(listener, pair.there),
                    connect_one(poller, listener.address(), pair.here));
  co_return pair;
}

}  // namespace unroll
