// Three jobs that would block for two seconds each, on a pool of workers. Both are played: nothing blocks. A
// worker is an object: what it was doing must be kept somewhere until its callback comes.
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "02_callbacks/say.hpp"
#include "02_callbacks/timers.hpp"

using namespace std::chrono_literals;
using namespace unroll;

using Jobs = std::deque<std::string>;

Callback blocking_task(Timers& timers, std::string name, std::function<void(std::string)> done) {
  say(timers.clock(), "Task " + name + " started");
  return timers.call_later(2s, [name, done] { done("Task " + name + " completed"); });
}

struct Worker {
  Timers& timers;
  Jobs& jobs;
  Callback busy{};

  void next() {
    if (jobs.empty()) return;
    const std::string name = jobs.front();
    jobs.pop_front();
    busy = blocking_task(timers, name, [this](std::string result) {
      say(timers.clock(), result);
      next();
    });
  }
};

void three_jobs(Timers& timers, int workers) {
  Jobs jobs{"A", "B", "C"};
  std::deque<Worker> pool;  // a deque, because a worker must not move while its callback points to it
  while (workers-- > 0) pool.emplace_back(Worker{timers, jobs}).next();
  timers.loop().run();
}

void scenario(const char* title, int workers) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  std::cout << title << '\n';
  three_jobs(timers, workers);
  say(clock, "end");
}

int main() {
  scenario("three workers", 3);
  scenario("one worker", 1);
}
