#include <array>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "06_io/listener.hpp"
#include "servers.hpp"
#if UNROLL_TRACE
#include "08_monitor/monitor.hpp"
#endif

namespace unroll::echo_bench {
namespace {

using namespace std::chrono_literals;

Task<> echo(Stream peer) {
  std::array<char, 4096> room;
  try {
    while (const std::size_t count = co_await peer.read_some(room)) {
      std::string answer(room.data(), count);
      co_await peer.write_all(std::move(answer));
    }
  } catch (const std::system_error&) {
    // gone
  }
}

Task<> serve(Poller& poller, const Tell& tell) {
  Listener listener(poller, Address("127.0.0.1:0"));
  tell(listener.address().port());
  Scope peers(poller.loop());
  while (true) {
    Stream peer = co_await listener.accept();
    peers.spawn(echo(std::move(peer)));
  }
}

Task<> sleep_long(Timers& timers) { co_await sleep_for(timers, 10h); }

Task<> sleepers(Timers& timers, std::size_t count, const std::function<void()>& ready) {
  Scope scope(timers.loop());
  for (std::size_t i = 0; i != count; ++i) scope.spawn(sleep_long(timers));
  co_await sleep_for(timers, 1ms);
  ready();
  co_await scope.join();
}

}  // namespace

void serve_here(const Tell& tell) {
  Loop loop;
  Poller poller(loop);
  sync_wait(loop, serve(poller, tell));
}

#if UNROLL_TRACE
void serve_watched(const Tell& tell) {
  const monitor::Monitor monitor([](const monitor::Report&) {});
  serve_here(tell);
}
#endif

void sleep_here(std::size_t count, const std::function<void()>& ready) {
  Loop loop;
  Poller poller(loop);
  sync_wait(loop, sleepers(poller.timers(), count, ready));
}

}  // namespace unroll::echo_bench
