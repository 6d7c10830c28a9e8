// Where both ways meet: tasks on one loop, and neither threads nor a lock. It reads well, and each read and
// each write stops the loop for as long as the disk likes.
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "09_writer/port.hpp"

using namespace unroll;

Task<> tail(Timers& timers, std::string path, OutFile& merged) {
  GrowingFile file(std::move(path));
  while (!file.at_end()) {
    const std::string lines = file.read_lines();
    if (lines.empty()) {
      co_await sleep_for(timers, look_again);
    } else {
      merged.write_all(lines);
    }
  }
}

Task<> merge(Timers& timers, Order order) {
  OutFile merged(order.into);
  Scope tails(timers.loop());
  for (const std::string& path : order.from) tails.spawn(tail(timers, path, merged), path);
  co_await tails.join();
  merged.close();
}

void run(const Order& order) {
  Loop loop;
  SteadyClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, merge(timers, order));
}

int main(int argc, char** argv) { return port_program(argc, argv, run); }
