// Three jobs that would block for two seconds each, on a pool of workers. Both are played: nothing blocks. A
// worker is a loop, and what the workers share is a local variable of who waits for them.
#include <deque>
#include <string>
#include <vector>

#include "02_callbacks/say.hpp"
#include "03_futures/all.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"

using namespace std::chrono_literals;
using namespace unroll;

using Jobs = std::deque<std::string>;

Task<std::string> blocking_task(Timers& timers, std::string name) {
  say(timers.clock(), "Task " + name + " started");
  co_await sleep_for(timers, 2s);
  co_return "Task " + name + " completed";
}

Task<> worker(Timers& timers, Jobs& jobs) {
  while (!jobs.empty()) {
    const std::string name = jobs.front();
    jobs.pop_front();
    say(timers.clock(), co_await blocking_task(timers, name));
  }
}

Task<> three_jobs(Timers& timers, int workers) {
  Jobs jobs{"A", "B", "C"};
  std::vector<Future<void>> pool;
  while (workers-- > 0) pool.push_back(start(timers.loop(), worker(timers, jobs), "worker"));
  co_await all(timers.loop(), std::move(pool));
}

void scenario(const char* title, int workers) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  std::cout << title << '\n';
  sync_wait(loop, three_jobs(timers, workers), title);
  loop.run();
  say(clock, "end");
}

int main() {
  scenario("three workers", 3);
  scenario("one worker", 1);
}
