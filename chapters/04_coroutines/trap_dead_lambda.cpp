// The chapter's trap: a lambda with captures as a coroutine. It compiles without a warning, and may even seem
// to work.
#include <iostream>
#include <string>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Future<void> greet(Loop& loop, Timers& timers, std::string name) {
  return start(loop, [&timers, name]() -> Task<> {
    co_await sleep_for(timers, 1s);
    std::cout << "Hello " << name << '\n';  // the lambda that held `name` is gone
  }());
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  const Future<void> greeted = greet(loop, timers, "World");
  loop.run();
}
