// The event loop of the tutorials: a queue that counts what it does. It looks right, and four ordinary
// wishes break it. Where it would hang or never end, this port throws, so that you can read on.
#include <deque>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <utility>

struct ToyLoop {
  std::deque<std::function<void()>> queue;
  int iteration = 11;
  int taken = 0;
  int run = 0;

  void put(std::function<void()> function) { queue.push_back(std::move(function)); }

  void start() {
    while (true) {
      if (queue.empty()) throw std::runtime_error("waits for ever for a job that nobody will put");
      const auto function = std::move(queue.front());
      queue.pop_front();
      ++taken;
      iteration -= 1;
      if (iteration == 0) break;
      if (iteration == -1000) throw std::runtime_error("has run 1000 jobs more and would never end");
      ++run;
      function();
    }
  }
};

void ping_pong(ToyLoop& loop) {
  loop.put([&] { ping_pong(loop); });
}

void start(ToyLoop& loop) {
  try {
    loop.start();
  } catch (const std::exception& error) {
    std::cout << "  start " << error.what() << '\n';
  }
}

int main() {
  std::cout << "The last job\n";
  ToyLoop loop;
  ping_pong(loop);
  start(loop);
  std::cout << "  " << loop.taken << " jobs taken from the queue, " << loop.run << " run: the last is lost\n";

  std::cout << "A second start\n";
  ping_pong(loop);
  start(loop);

  std::cout << "Three jobs\n";
  ToyLoop three;
  for (int i = 0; i < 3; ++i) three.put([] { std::cout << "  done\n"; });
  start(three);

  std::cout << "A job that throws\n";
  ToyLoop dies;
  dies.put([] { throw std::runtime_error("dies of: out of paper"); });
  dies.put([] { std::cout << "  the job behind it\n"; });
  start(dies);
  std::cout << "  " << dies.queue.size() << " job left behind; a second start:\n";
  start(dies);
}
