// The same heart and the same query. The function goes away to a worker; the task stays, and waits.
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "07_threads/call_on.hpp"
#include "07_threads/heart.hpp"

using namespace unroll;

/// What a driver of a database does, say: it blocks. It takes until the sixth beat.
int query(Heart& heart) { return heart.listen_until(6, std::chrono::minutes(1)); }

Task<> report(Pool& pool, Mailbox& home, Heart& heart) {
  std::cout << "the query begins" << std::endl;
  const int last = co_await call_on(pool, home, [&heart] { return query(heart); });
  std::cout << "  it has ended; the last beat was " << last << std::endl;
}

Task<> both(Pool& pool, Mailbox& home, Heart& heart) {
  Scope scope(home.loop());
  scope.spawn(heart.beat(home.poller().timers(), 6), "heart");
  scope.spawn(report(pool, home, heart), "report");
  co_await scope.join();
}

int main() {
  Loop loop;
  Poller poller(loop);
  Mailbox mailbox(poller);
  Pool pool(1);
  Heart heart;
  sync_wait(loop, both(pool, mailbox, heart));
}
