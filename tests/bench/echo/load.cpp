#include "load.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>

#include "sockets.hpp"

namespace unroll::echo_bench {
namespace {

constexpr std::size_t request = 64;
std::array<char, 65536> room;

}  // namespace

Clients::Clients(int port, const Load& load)
    : load_(load), epoll_(checked(::epoll_create1(0), "epoll_create1")) {
  const sockaddr_in address = local(port);
  clients_.resize(load.connections);
  for (Client& client : clients_) {
    client.fd = checked(::socket(AF_INET, SOCK_STREAM, 0), "socket");
    checked(::connect(client.fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), "connect");
    do_not_delay(client.fd);
    epoll_event event{EPOLLIN, {.ptr = &client}};
    checked(::epoll_ctl(epoll_, EPOLL_CTL_ADD, client.fd, &event), "epoll_ctl");
  }
  for (Client& client : clients_) {
    ask(client);
    while (client.left != 0) answer(client);
  }
}

Clients::~Clients() {
  for (const Client& client : clients_) ::close(client.fd);
  ::close(epoll_);
}

void Clients::ask(Client& client) {
  const std::size_t size = request * load_.depth;
  if (::write(client.fd, room.data(), size) != static_cast<ssize_t>(size))
    throw std::runtime_error("write failed");
  client.left = size;
}

void Clients::answer(Client& client) {
  const ssize_t count = ::read(client.fd, room.data(), room.size());
  if (count <= 0) throw std::runtime_error("the server has closed a connection");
  client.left -= static_cast<std::size_t>(count);
  if (client.left == 0) answered_ += load_.depth;
}

double Clients::requests_per_second(std::chrono::nanoseconds time) {
  using Clock = std::chrono::steady_clock;
  for (Client& client : clients_) ask(client);
  answered_ = 0;
  std::array<epoll_event, 256> events;
  const Clock::time_point begin = Clock::now();
  Clock::time_point now = begin;
  for (; now - begin < time; now = Clock::now()) {
    const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 1000);
    if (count <= 0) throw std::runtime_error("the server does not answer");
    for (int i = 0; i < count; ++i) {
      auto& client = *static_cast<Client*>(events[static_cast<std::size_t>(i)].data.ptr);
      answer(client);
      if (client.left == 0) ask(client);
    }
  }
  const double answered = static_cast<double>(answered_);
  for (Client& client : clients_) {
    while (client.left != 0) answer(client);
  }
  return answered / std::chrono::duration<double>(now - begin).count();
}

}  // namespace unroll::echo_bench
