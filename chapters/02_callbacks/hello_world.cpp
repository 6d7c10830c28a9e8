// The same ping-pong, with a second between the words. Each half arms the other and keeps the callback: let
// go of it, and the game is called off.
#include <iostream>

#include "02_callbacks/timers.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct HelloWorld {
  Timers& timers;
  int lines;
  Callback next{};

  void hello() {
    std::cout << "Hello ";
    next = timers.call_later(1s, [this] { world(); }, "world");
  }

  void world() {
    std::cout << "World\n";
    if (--lines > 0) next = timers.call_later(1s, [this] { hello(); }, "hello");
  }
};

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  HelloWorld program{timers, 5};
  program.hello();
  loop.run();
}
