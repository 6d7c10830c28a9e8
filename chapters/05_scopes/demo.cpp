// A pancake is baked while a child asks. The child would ask for ever; the scope ends it, wherever it stands,
// when the pancake is ready.
#include "02_callbacks/say.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> ask(Timers& timers) {
  while (true) {
    co_await sleep_for(timers, 10s);
    say(timers.clock(), "is it ready?");
  }
}

Task<> bake(Timers& timers) {
  Scope kitchen(timers.loop());
  kitchen.spawn(ask(timers), "child");
  co_await sleep_for(timers, 45s);
  say(timers.clock(), "the pancake is ready");
  kitchen.cancel();
  co_await kitchen.join();
  say(timers.clock(), "silence");
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, bake(timers), "baker");
}
