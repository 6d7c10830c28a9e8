// How long does a pool take for twelve jobs that block for a second each? The threads are real, the time is
// played (stage.hpp), so the figures are exact.
#include <iomanip>
#include <iostream>

#include "07_threads/pool.hpp"
#include "07_threads/stage.hpp"

using namespace std::chrono_literals;
using namespace unroll;

constexpr std::size_t jobs = 12;

std::chrono::seconds makespan(std::size_t workers) {
  Stage stage(workers, jobs);
  Pool pool(workers);
  for (std::size_t i = 0; i != jobs; ++i) {
    const bool taken = pool.post(Job([&stage, i] { Stage::Actor(stage, i).sleep_for(1s); }));
    if (!taken) throw std::logic_error("the pool has room for a thousand");
  }
  pool.drain_and_wait();
  return std::chrono::duration_cast<std::chrono::seconds>(stage.now().time_since_epoch());
}

int main() {
  std::cout << "workers  seconds\n";
  for (const std::size_t workers : {1U, 2U, 3U, 4U, 5U, 6U, 8U, 11U, 12U, 16U})
    std::cout << std::setw(7) << workers << std::setw(9) << makespan(workers).count() << '\n';
}
