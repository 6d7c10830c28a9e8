// The end of the port: the loop makes no call that blocks. The files are read on a pool, in jobs that wait
// for nobody, and the merged file has a loop of its own.
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "09_writer/port.hpp"
#include "09_writer/tail.hpp"
#include "09_writer/with_writer.hpp"

using namespace unroll;

constexpr std::size_t workers = 2;  // however many files there are

Task<> follow(Pool& pool, Mailbox& home, std::vector<std::string> paths, Writer& merged) {
  Tails tails(pool, home, workers);
  Scope scope(home.loop());
  for (const std::string& path : paths) scope.spawn(tails.poll(path, merged, look_again), path);
  co_await scope.join();
}

Task<> merge(Pool& pool, Mailbox& home, Order order) {
  const auto body = [&](Writer& merged) { return follow(pool, home, order.from, merged); };
  co_await with_writer(home, order.into, body);
}

void run(const Order& order) {
  Loop loop;
  Poller poller(loop);
  Mailbox home(poller);
  Pool pool(workers);
  sync_wait(loop, merge(pool, home, order));
}

int main(int argc, char** argv) { return port_program(argc, argv, run); }
