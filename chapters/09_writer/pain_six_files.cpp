// On the way, in the middle of the port: tails that block a worker each, and writes that need one. With a
// pool of six workers it works for five files. It works in every test that has five files.
#include <iostream>
#include <mutex>

#include "03_futures/all.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "07_threads/call_on.hpp"
#include "07_threads/event.hpp"
#include "07_threads/run_on.hpp"
#include "09_writer/growing_file.hpp"
#include "09_writer/source_files.hpp"

using namespace unroll;

constexpr std::size_t workers = 6;

struct Mixed {
  explicit Mixed(const std::string& path) : merged(path) {}

  Loop loop{};
  Poller poller{loop};
  Pool pool{workers};  // before the mailbox, for whose loop its jobs wait
  Mailbox home{poller};
  std::mutex lock{};
  OutFile merged;              // guarded by lock
  std::size_t waiting = 0;     // writes that have not ended
  Event nobody_is_left{loop};  // to write: each worker waits for a write
};

/// Asks for a worker, so as not to block the loop.
Task<> write(Mixed& mixed, std::string lines) {
  auto write_here = [&mixed, lines = std::move(lines)] {
    const std::lock_guard alone(mixed.lock);
    mixed.merged.write_all(lines);
  };
  if (++mixed.waiting == workers) mixed.nobody_is_left.set();
  co_await call_on(mixed.pool, mixed.home, std::move(write_here));
  --mixed.waiting;
}

/// Has a worker, and keeps it until the file is at its end.
void tail(Mixed& mixed, const Mailbox::Sender& loop, const std::string& path) {
  GrowingFile file(path);
  while (!file.at_end()) {
    const std::string lines = file.read_lines();
    if (!lines.empty()) run_on_and_wait(loop, [&] { return write(mixed, lines); });
  }
}

Task<> watch(Mixed& mixed) {
  co_await mixed.nobody_is_left.wait();
  std::cout << "  " << mixed.pool.workers() << " workers wait for the loop to write something\n"
            << "  " << mixed.pool.waiting() << " writes wait for a worker" << std::endl;
  co_await mixed.pool.abandon(mixed.home);  // else this program would never end
}

Task<> merge(Mixed& mixed, std::vector<std::string> paths) {
  Future<void> watching = start(mixed.loop, watch(mixed));
  std::vector<Future<void>> tails;
  for (const std::string& path : paths)
    tails.push_back(call_on(mixed.pool, mixed.home,
                            [&mixed, loop = mixed.home.sender(), path] { tail(mixed, loop, path); }));
  co_await all(mixed.loop, std::move(tails));
}

void try_with(std::size_t count) {
  std::cout << count << " files and " << workers << " workers" << std::endl;
  SourceFiles files(count, 10);
  files.write();
  Mixed mixed(files.merged());
  mixed.loop.on_report([](const std::string&) {});  // all tails fail; one of them will do
  try {
    sync_wait(mixed.loop, merge(mixed, files.paths()));
    std::cout << "  " << files.verdict() << std::endl;
  } catch (const std::logic_error&) {  // abandoned: BrokenPromise; 100 ms later it would be CircularWait
    std::cout << "  nothing will ever happen" << std::endl;
  }
}

int main() {
  try_with(5);
  try_with(6);
}
