// Three jobs that would block for two seconds each, on a pool of workers. Both are played: nothing blocks. A
// worker is a future: that it has run out of jobs. What they share must be owned by all of them.
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "02_callbacks/say.hpp"
#include "03_futures/all.hpp"
#include "03_futures/sleep_for.hpp"

using namespace std::chrono_literals;
using namespace unroll;

using Jobs = std::shared_ptr<std::deque<std::string>>;

Future<std::string> blocking_task(Timers& timers, std::string name) {
  say(timers.clock(), "Task " + name + " started");
  return sleep_for(timers, 2s).then([name] { return "Task " + name + " completed"; });
}

Future<void> idle(Loop& loop) {
  Promise<void> promise(loop);
  promise.set_value();
  return promise.get_future();
}

Future<void> worker(Timers& timers, Jobs jobs) {
  if (jobs->empty()) return idle(timers.loop());
  const std::string name = jobs->front();
  jobs->pop_front();
  return blocking_task(timers, name).then([&timers, jobs](std::string result) {
    say(timers.clock(), result);
    return worker(timers, jobs);
  });
}

Future<void> three_jobs(Timers& timers, int workers) {
  const Jobs jobs(new std::deque<std::string>{"A", "B", "C"});
  std::vector<Future<void>> pool;
  while (workers-- > 0) pool.push_back(worker(timers, jobs));
  return all(timers.loop(), std::move(pool));
}

void scenario(const char* title, int workers) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  std::cout << title << '\n';
  Future<void> ended = three_jobs(timers, workers);
  loop.run();
  ended.get();
  say(clock, "end");
}

int main() {
  scenario("three workers", 3);
  scenario("one worker", 1);
}
