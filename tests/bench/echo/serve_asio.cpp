#include <array>
#include <asio.hpp>
#include <exception>

#include "servers.hpp"

namespace unroll::echo_bench {
namespace {

using asio::ip::tcp;

asio::awaitable<void> echo(tcp::socket peer) {
  std::array<char, 4096> room;
  try {
    while (true) {
      const std::size_t count = co_await peer.async_read_some(asio::buffer(room), asio::use_awaitable);
      co_await asio::async_write(peer, asio::buffer(room, count), asio::use_awaitable);
    }
  } catch (const std::exception&) {
    // gone
  }
}

asio::awaitable<void> serve(tcp::acceptor acceptor) {
  while (true) {
    tcp::socket peer = co_await acceptor.async_accept(asio::use_awaitable);
    peer.set_option(tcp::no_delay(true));
    asio::co_spawn(acceptor.get_executor(), echo(std::move(peer)), asio::detached);
  }
}

asio::awaitable<void> sleep_long() {
  asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours(10));
  co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace

void serve_asio(const Tell& tell) {
  asio::io_context context(1);
  tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  acceptor.listen(4096);
  tell(acceptor.local_endpoint().port());
  asio::co_spawn(context, serve(std::move(acceptor)), asio::detached);
  context.run();
}

void sleep_asio(std::size_t count, const std::function<void()>& ready) {
  asio::io_context context(1);
  for (std::size_t i = 0; i != count; ++i) asio::co_spawn(context, sleep_long(), asio::detached);
  asio::steady_timer timer(context, std::chrono::milliseconds(1));
  timer.async_wait([&](const std::error_code&) { ready(); });
  context.run();
}

}  // namespace unroll::echo_bench
