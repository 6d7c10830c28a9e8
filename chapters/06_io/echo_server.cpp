// A server that says back what it hears, to ten thousand at a time.
#include <algorithm>
#include <array>

#include "05_scopes/scope.hpp"
#include "06_io/server_program.hpp"

using namespace unroll;

constexpr const char* help = R"(echo_server [ADDRESS] [--connections N]

Says back what it hears. Ctrl-C ends it.

  ADDRESS           127.0.0.1:8080, [::1]:8080 or unix:/path/to/socket; port 0, the default, lets the system choose
  --connections N   how many at a time it must be able to serve; otherwise 10000
  --help            this text
)";

struct Served {
  std::size_t all = 0;
  std::size_t now = 0;
  std::size_t most = 0;
  std::size_t bytes = 0;
};

/// Counted while he is here.
class Guest {
 public:
  explicit Guest(Served& served) : served_(served) {
    ++served_.all;
    served_.most = std::max(served_.most, ++served_.now);
  }
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;
  ~Guest() { --served_.now; }

 private:
  Served& served_;
};

/// Reads on only when the answer is written: who does not read his answers is not listened to.
Task<> echo(Stream peer, Served& served) {
  const Guest here(served);
  std::array<char, 4096> room{};
  try {
    while (const std::size_t count = co_await peer.read_some(room)) {
      std::string answer(room.data(), count);
      co_await peer.write_all(std::move(answer));
      served.bytes += count;
    }
  } catch (const std::system_error&) {
    // He has gone without a word. That concerns nobody else.
  }
}

Task<> serve(Poller& poller, Listener& listener, Served& served) {
  Scope guests(poller.loop());
  while (true) {
    Stream peer = co_await listener.accept();
    guests.spawn(echo(std::move(peer), served), "guest");
  }
}

int main(int argc, char** argv) {
  Served served;
  const int status = run_server("echo_server", help, argc, argv, [&](Poller& poller, Listener& listener) {
    return serve(poller, listener, served);
  });
  if (status == 0 && served.all + served.bytes != 0)
    std::printf("served %zu, at most %zu at a time, %zu bytes\n", served.all, served.most, served.bytes);
  return status;
}
