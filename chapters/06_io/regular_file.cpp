// What can be waited for, and what cannot.
#include <fcntl.h>
#include <sys/socket.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/with_timeout.hpp"
#include "06_io/stream.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Fd one_of_a_socket_pair(Fd& other) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) throw_errno("socketpair");
  other = Fd(ends[0]);
  return Fd(ends[1]);
}

Fd a_file() {
  std::string name = (std::filesystem::temp_directory_path() / "unroll_XXXXXX").string();
  Fd fd(::mkstemp(name.data()));
  if (!fd.valid()) throw_errno("mkstemp " + name);
  ::unlink(name.c_str());
  return fd;
}

Task<> wait_a_moment(Descriptor& descriptor) { co_await descriptor.readable(); }

Task<> try_to_wait(Poller& poller, std::string what, Fd fd) {
  Descriptor descriptor(poller, std::move(fd));
  std::cout << what << ": ";
  try {
    co_await with_timeout(poller.timers(), 10ms, wait_a_moment(descriptor));
    std::cout << "there is something to read\n";
  } catch (const TimedOut&) {
    std::cout << "can be waited for\n";
  } catch (const std::system_error& error) {
    std::cout << error.what() << '\n';
  }
}

int main() {
  Loop loop;
  Poller poller(loop);
  PipeEnds pipe = make_pipe();
  Fd other;
  sync_wait(loop, try_to_wait(poller, "an empty pipe", std::move(pipe.out)));
  sync_wait(loop, try_to_wait(poller, "a socket", one_of_a_socket_pair(other)));
  sync_wait(loop, try_to_wait(poller, "a file", a_file()));
  sync_wait(loop, try_to_wait(poller, "/dev/null", Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC))));
}
