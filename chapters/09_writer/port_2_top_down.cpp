// From the top: `merge` has become a task on a loop. The tails below it are what they were, threads that
// block; but what they write they give to the loop, and the lock has gone.
#include "03_futures/all.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "07_threads/call_on.hpp"
#include "07_threads/run_on.hpp"
#include "09_writer/port.hpp"

using namespace unroll;

Task<> write(OutFile& merged, std::string lines) {
  merged.write_all(lines);
  co_return;
}

void tail(const std::string& path, const Mailbox::Sender& loop, OutFile& merged) {
  GrowingFile file(path);
  while (!file.at_end()) {
    const std::string lines = file.read_lines();
    if (lines.empty()) {
      std::this_thread::sleep_for(look_again);
    } else {
      run_on_and_wait(loop, [&] { return write(merged, lines); });
    }
  }
}

Task<> merge(Pool& pool, Mailbox& home, Order order) {
  OutFile merged(order.into);
  std::vector<Future<void>> tails;
  for (const std::string& path : order.from)
    tails.push_back(call_on(pool, home, [&, loop = home.sender(), path] { tail(path, loop, merged); }));
  co_await all(home.loop(), std::move(tails));  // all, also when one fails: the others use `merged`
  merged.close();
}

void run(const Order& order) {
  Loop loop;
  Poller poller(loop);
  // A worker for each, for a tail never lets go of it; before the mailbox, for whose loop it waits.
  Pool pool(std::max<std::size_t>(1, order.from.size()));
  Mailbox home(poller);
  sync_wait(loop, merge(pool, home, order));
}

int main(int argc, char** argv) { return port_program(argc, argv, run); }
