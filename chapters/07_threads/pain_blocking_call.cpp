// A heart beats on the loop. Beside it somebody calls a function that blocks: of a library that knows of no
// loop.
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "07_threads/heart.hpp"

using namespace unroll;

/// What a driver of a database does, say: it blocks. It takes until the sixth beat; here, a second.
int query(Heart& heart) { return heart.listen_until(6, std::chrono::seconds(1)); }

Task<> report(Heart& heart) {
  std::cout << "the query begins" << std::endl;
  const int last = query(heart);
  std::cout << "  it has ended; the last beat was " << last << std::endl;
  co_return;
}

Task<> both(Timers& timers, Heart& heart) {
  Scope scope(timers.loop());
  scope.spawn(heart.beat(timers, 6), "heart");
  scope.spawn(report(heart), "report");
  co_await scope.join();
}

int main() {
  Loop loop;
  SteadyClock clock;
  Timers timers(loop, clock);
  Heart heart;
  sync_wait(loop, both(timers, heart));
}
