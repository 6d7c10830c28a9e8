// Three jobs that would block for two seconds each, on a pool of workers. Both are played: nothing blocks.
// The pool is a scope: it cannot outlive the jobs that it takes from, and it ends when its last worker does.
#include <deque>
#include <string>

#include "02_callbacks/say.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"

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
  Scope pool(timers.loop());
  while (workers-- > 0) pool.spawn(worker(timers, jobs), "worker");
  co_await pool.join();
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
