// Two functions that play ping-pong through the queue. Neither calls the other: each posts the other and
// returns. It ends because nobody posts any more, not because somebody counts what the loop does.
#include <iostream>

#include "01_queue/loop.hpp"

using unroll::Loop;

struct HelloWorld {
  Loop& loop;
  int lines;

  void hello() {
    std::cout << "Hello ";
    loop.post([this] { world(); }, "world");
  }

  void world() {
    std::cout << "World\n";
    if (--lines > 0) loop.post([this] { hello(); }, "hello");
  }
};

int main() {
  Loop loop;
  HelloWorld program{loop, 5};
  loop.post([&] { program.hello(); }, "hello");
  loop.run();
}
