// The same words, as futures: each step stands for something that will have happened, and `then` says what
// comes behind it. A loop must still be written as a function that calls itself.
#include <iostream>

#include "03_futures/sleep_for.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Future<void> hello(Timers& timers) {
  return sleep_for(timers, 1s, "hello").then([] { std::cout << "Hello "; });
}

Future<void> world(Timers& timers) {
  return sleep_for(timers, 1s, "world").then([] { std::cout << "World\n"; });
}

Future<void> hello_world(Timers& timers, int lines) {
  Future<void> line = hello(timers).then([&timers] { return world(timers); });
  if (lines == 1) return line;
  return std::move(line).then([&timers, lines] { return hello_world(timers, lines - 1); });
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  Future<void> program = hello_world(timers, 5);
  loop.run();
  program.get();
}
