// From the bottom: `tail` has become a task. Nobody above it knows: the threads are there, and the lock. Each
// thread has a loop of its own, and on it the one task.
#include <future>
#include <mutex>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "09_writer/port.hpp"

using namespace unroll;

struct Merged {
  OutFile file;
  std::mutex lock{};

  void write(const std::string& lines) {
    const std::lock_guard alone(lock);
    file.write_all(lines);
  }
};

Task<> tail(Timers& timers, std::string path, Merged& merged) {
  GrowingFile file(std::move(path));
  while (!file.at_end()) {
    const std::string lines = file.read_lines();
    if (lines.empty()) {
      co_await sleep_for(timers, look_again);
    } else {
      merged.write(lines);
    }
  }
}

void tail_alone(const std::string& path, Merged& merged) {
  Loop loop;
  SteadyClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, tail(timers, path, merged));
}

void merge(const Order& order) {
  Merged merged{OutFile(order.into)};
  std::vector<std::future<void>> tails;
  for (const std::string& path : order.from)
    tails.push_back(std::async(std::launch::async, tail_alone, path, std::ref(merged)));
  for (std::future<void>& each : tails) each.get();
  merged.file.close();
}

int main(int argc, char** argv) { return port_program(argc, argv, merge); }
