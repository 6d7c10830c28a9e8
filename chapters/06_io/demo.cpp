// An echo: a server, and somebody who calls to it, on one loop.
#include <array>
#include <iostream>

#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "06_io/listener.hpp"

using namespace unroll;

Task<> serve_one(Listener& listener) {
  Stream peer = co_await listener.accept();
  std::array<char, 1024> room{};
  while (const std::size_t count = co_await peer.read_some(room)) {
    std::string echo(room.data(), count);
    co_await peer.write_all(std::move(echo));
  }
  std::cout << "server: he has said all" << std::endl;
}

Task<> call(Poller& poller, Address address) {
  Stream server = co_await connect_to(poller, std::move(address));
  for (const char* word : {"hallo\n", "is anybody there?\n"}) {
    std::cout << "client: " << word;
    std::string line(word);
    co_await server.write_all(std::move(line));
    std::cout << "  echo: " << co_await server.read_until("\n");
  }
  server.shutdown();  // the server reads the end, and could still write
  const std::string rest = co_await server.read_until("\n");
  std::cout << "client: the line is dead, with " << rest.size() << " bytes left" << std::endl;
}

Task<> valley(Poller& poller) {
  Listener listener(poller, Address("127.0.0.1:0"));
  Scope scope(poller.loop());
  scope.spawn(serve_one(listener), "server");
  scope.spawn(call(poller, listener.address()), "client");
  co_await scope.join();
}

int main() {
  Loop loop;
  Poller poller(loop);
  sync_wait(loop, valley(poller));
}
