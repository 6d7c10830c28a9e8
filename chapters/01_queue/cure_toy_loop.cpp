// The same four, on a loop that counts nothing. It runs what is there and ends when nothing is; who wants an
// end before that says `stop`.
#include <iostream>
#include <stdexcept>

#include "01_queue/loop.hpp"

using unroll::Loop;

struct PingPong {
  Loop& loop;
  int run = 0;

  void play() {
    loop.post([this] { play(); });
    if (++run % 10 == 0) loop.stop();
  }
};

void run(Loop& loop) {
  try {
    loop.run();
  } catch (const std::exception& error) {
    std::cout << "  run brings: " << error.what() << '\n';
  }
}

int main() {
  std::cout << "The last job\n";
  Loop loop;
  PingPong game{loop};
  loop.post([&] { game.play(); });
  run(loop);
  std::cout << "  " << game.run << " jobs run, the next " << (loop.empty() ? "dropped" : "still queued")
            << '\n';

  std::cout << "A second run\n";
  run(loop);
  std::cout << "  " << game.run << " jobs run\n";

  std::cout << "Three jobs\n";
  Loop three;
  for (int i = 0; i < 3; ++i) three.post([] { std::cout << "  done\n"; });
  run(three);
  std::cout << "  and run returns\n";

  std::cout << "A job that throws\n";
  Loop lives;
  lives.post([] { throw std::runtime_error("out of paper"); });
  lives.post([] { std::cout << "  the job behind it\n"; });
  run(lives);
  std::cout << "  a second run:\n";
  run(lives);
}
