// A machine of four cores, and 240 requests. Each computes for a millisecond, waits nine for a database that
// blocks its thread, and a worker does one after the other. How many workers? The machine is played: a core
// is a permit, a worker is a task, time is virtual. So the figures are exact.
#include <iomanip>
#include <iostream>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "07_threads/semaphore.hpp"

using namespace std::chrono_literals;
using namespace unroll;

constexpr int cores = 4;
constexpr int requests = 240;

Task<> worker(Timers& timers, Semaphore& free_cores, int& left) {
  while (left > 0) {
    --left;
    {
      const Permit core = co_await free_cores.acquire();
      co_await sleep_for(timers, 1ms);
    }
    co_await sleep_for(timers, 9ms);
  }
}

Task<> serve(Timers& timers, Semaphore& free_cores, int workers) {
  int left = requests;
  Scope pool(timers.loop());
  while (workers-- > 0) pool.spawn(worker(timers, free_cores, left));
  co_await pool.join();
}

int main() {
  std::cout << "workers  milliseconds  cores at work\n";
  for (const int workers : {1, 4, 8, 20, 40, 80, 240}) {
    Loop loop;
    FakeClock clock;
    Timers timers(loop, clock);
    Semaphore free_cores(loop, cores);
    sync_wait(loop, serve(timers, free_cores, workers));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(clock.now().time_since_epoch());
    std::cout << std::setw(7) << workers << std::setw(14) << took.count() << std::setw(13)
              << 100 * requests / (cores * took.count()) << " %\n";
  }
}
