// Two threads, each with a loop of two hundred tasks that wait, until the input ends: much to say, at once.
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"

using namespace std::chrono_literals;
using namespace unroll;

std::atomic<int> crowds = 0;
std::atomic<bool> over = false;

Task<> wait(Timers& timers) {
  while (!over) co_await sleep_for(timers, 20ms);
}

void crowd() {
  Loop loop;
  SteadyClock clock;
  Timers timers(loop, clock);
  std::vector<Future<void>> tasks;
  for (int i = 0; i != 200; ++i) tasks.push_back(start(loop, wait(timers), "guest " + std::to_string(i)));
  loop.post([] {
    if (++crowds != 2) return;
    std::puts("ready");
    std::fflush(stdout);
  });
  loop.run();
}

int main() {
  std::thread other(crowd);
  std::thread reader([] {
    char c = 0;
    while (::read(STDIN_FILENO, &c, 1) > 0) {
    }
    over = true;
  });
  crowd();
  other.join();
  reader.join();
}
