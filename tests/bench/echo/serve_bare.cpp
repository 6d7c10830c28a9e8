// The least that an echo server can do: epoll, one buffer for all, no state. It gives up on who does not
// read.
#include <sys/epoll.h>
#include <unistd.h>

#include <array>

#include "servers.hpp"
#include "sockets.hpp"

namespace unroll::echo_bench {

namespace {

void add(int epoll, int fd) {
  epoll_event event{EPOLLIN, {.fd = fd}};
  checked(::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
}

void accept_one(int epoll, int listener) {
  const int fd = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
  if (fd < 0) return;
  do_not_delay(fd);
  add(epoll, fd);
}

void echo(int fd) {
  static std::array<char, 4096> room;
  const ssize_t count = ::read(fd, room.data(), room.size());
  if (count <= 0 || ::write(fd, room.data(), static_cast<std::size_t>(count)) != count) ::close(fd);
}

}  // namespace

void serve_bare(const Tell& tell) {
  const int listener = checked(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), "socket");
  sockaddr_in address = local(0);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  checked(::bind(listener, any, size), "bind");
  checked(::listen(listener, 4096), "listen");
  checked(::getsockname(listener, any, &size), "getsockname");
  const int epoll = checked(::epoll_create1(0), "epoll_create1");
  add(epoll, listener);
  tell(ntohs(address.sin_port));
  std::array<epoll_event, 256> events;
  while (true) {
    const int count = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      fd == listener ? accept_one(epoll, listener) : echo(fd);
    }
  }
}

}  // namespace unroll::echo_bench
