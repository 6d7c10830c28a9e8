#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace unroll::echo_bench {

/// One way to ask: so many connections, and on each so many requests of 64 bytes under way.
struct Load {
  std::size_t connections = 1;
  std::size_t depth = 1;
};

/// Clients of the server at `port`, from their making on connected, and served once.
class Clients {
 public:
  Clients(int port, const Load& load);
  Clients(const Clients&) = delete;
  Clients& operator=(const Clients&) = delete;
  ~Clients();

  /// Asks for so long. How many requests were answered in a second. Errors: std::runtime_error if the server
  /// fails.
  double requests_per_second(std::chrono::nanoseconds time);

 private:
  struct Client {
    int fd = -1;
    std::size_t left = 0;
  };
  void ask(Client& client);
  void answer(Client& client);

  Load load_;
  int epoll_;
  std::vector<Client> clients_;
  std::size_t answered_ = 0;
};

}  // namespace unroll::echo_bench
